/** The engine in a worker of its own, so that the page stays smooth. */
import { Fault } from "../spec/fault.ts";
import type { EngineMessage } from "../worker/protocol.ts";
import { Calls } from "./calls.ts";
import type { EngineClient } from "./client.ts";

export function createWorkerClient(): EngineClient {
  const worker = new Worker(new URL("../worker/worker.ts", import.meta.url), {
    type: "module",
    name: "trainyard engine",
  });
  const calls = new Calls(
    (message) => worker.postMessage(message),
    () => worker.terminate(),
  );
  worker.addEventListener("message", ({ data }: MessageEvent<EngineMessage>) =>
    calls.receive(data),
  );
  worker.addEventListener("error", (event) => {
    const fault = new Fault("engine.internal", { message: event.message });
    calls.receive({ type: "failed", fault: { code: fault.code, values: fault.values } });
    calls.fail(fault);
  });
  return calls;
}
