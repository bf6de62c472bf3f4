import { spawn } from "node:child_process";
import path from "node:path";

/**
 * Runs a command of node_modules/.bin or of the system, its output shown as it comes. When it
 * takes too long, or this process is asked to stop, it ends with everything it started.
 * @param {string[]} command with arguments
 * @param {number} minutes after which it is ended
 * @param {Record<string, string>} environment added to this process's
 * @returns {Promise<boolean>} whether it succeeded
 */
export function runCommand([program = "", ...args], minutes, environment) {
  const binaries = path.resolve("node_modules", ".bin");
  const child = spawn(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
    // A group of its own, so that browsers and servers started below can be ended with it.
    detached: true,
    env: {
      ...process.env,
      ...environment,
      PATH: `${binaries}${path.delimiter}${process.env["PATH"] ?? ""}`,
    },
  });
  const endGroup = () => {
    if (child.pid === undefined || child.exitCode !== null) return;
    process.kill(-child.pid, "SIGKILL");
  };
  const stop = () => {
    endGroup();
    process.exit(130);
  };
  const timer = setTimeout(() => {
    console.error(`Ended after ${minutes} minutes: ${[program, ...args].join(" ")}`);
    endGroup();
  }, minutes * 60_000);
  process.once("SIGINT", stop).once("SIGTERM", stop);
  return new Promise((resolve) => {
    const finish = (/** @type {boolean} */ succeeded) => {
      clearTimeout(timer);
      process.off("SIGINT", stop).off("SIGTERM", stop);
      resolve(succeeded);
    };
    child.once("error", (error) => {
      console.error(error.message);
      finish(false);
    });
    child.once("exit", (code) => finish(code === 0));
  });
}
