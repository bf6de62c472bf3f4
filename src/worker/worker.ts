/** The worker: passes messages between the page and the engine's host, and nothing else. */
import { browserCheckpointStore } from "../data/checkpoint-store.ts";
import { faultRecord } from "../spec/fault.ts";
import type { About } from "./checkpoints.ts";
import { EngineHost } from "./host.ts";
import type { CommandMessage, EngineMessage } from "./protocol.ts";

const machine = {
  processor: `${navigator.hardwareConcurrency} cores`,
  phone: /\bMobi/.test(navigator.userAgent),
  checkpoints: browserCheckpointStore<About>(),
};
const post = (message: EngineMessage) => self.postMessage(message);
const host = new EngineHost(post, machine);

self.addEventListener("message", ({ data }: MessageEvent<CommandMessage>) => host.handle(data));

// What a promise nobody waits for rejects with would be silent: the page never hears of it by itself.
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  post({ type: "failed", fault: faultRecord(event.reason) });
});
