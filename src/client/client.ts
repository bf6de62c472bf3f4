/** The page's end of the engine. The worker client and the in-process one (tests) are alike. */
import type { CommandName, Commands, EngineEvent } from "../worker/protocol.ts";

export interface EngineClient {
  /** Rejects with a Fault. */
  send<C extends CommandName>(
    command: C,
    params: Commands[C]["params"],
  ): Promise<Commands[C]["result"]>;
  /** Returns a function that unsubscribes. */
  onEvent(listener: (event: EngineEvent) => void): () => void;
  dispose(): void;
}
