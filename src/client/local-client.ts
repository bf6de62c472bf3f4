/** The engine in the caller's own thread, behind the same interface: for tests and benchmarks. */
import { memoryCheckpointStore } from "../data/checkpoint-store.ts";
import type { About } from "../worker/checkpoints.ts";
import { EngineHost } from "../worker/host.ts";
import { Calls } from "./calls.ts";
import type { EngineClient } from "./client.ts";

export function createLocalClient(): EngineClient {
  const calls: Calls = new Calls(
    (message) => host.handle(message),
    () => host.dispose(),
  );
  const host = new EngineHost((message) => calls.receive(message), {
    processor: "this thread",
    phone: false,
    checkpoints: memoryCheckpointStore<About>(),
  });
  return calls;
}
