/** Calls under way: matches replies to the promises that wait for them. */
import { Fault } from "../spec/fault.ts";
import type {
  CommandMessage,
  CommandName,
  Commands,
  EngineEvent,
  EngineMessage,
} from "../worker/protocol.ts";
import type { EngineClient } from "./client.ts";

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Fault) => void;
}

/** A client over any pair of ways to post and to receive. */
export class Calls implements EngineClient {
  private readonly post: (message: CommandMessage) => void;
  private readonly close: () => void;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(event: EngineEvent) => void>();
  private lastId = 0;

  constructor(post: (message: CommandMessage) => void, close: () => void) {
    this.post = post;
    this.close = close;
  }

  send<C extends CommandName>(
    command: C,
    params: Commands[C]["params"],
  ): Promise<Commands[C]["result"]> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      // The pair belongs together by the signature above; a union cannot say so.
      this.post({ id, command, params } as unknown as CommandMessage);
    });
  }

  onEvent(listener: (event: EngineEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  receive(message: EngineMessage): void {
    if (message.type === "reply") {
      this.take(message.id)?.resolve(message.value as never);
    } else if (message.type === "refused") {
      this.take(message.id)?.reject(new Fault(message.fault.code, message.fault.values));
    } else {
      for (const listener of this.listeners) listener(message);
    }
  }

  /** The engine is gone: nobody will answer any more. */
  fail(fault: Fault): void {
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
  }

  dispose(): void {
    this.fail(new Fault("engine.notBuilt", {}));
    this.listeners.clear();
    this.close();
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }
}
