/** Sends a picture of the network's answers some times a second, as long as somebody watches. */
import { faultRecord } from "../spec/fault.ts";
import type { Session } from "../train/session.ts";
import type { EngineEvent } from "./protocol.ts";
import { type Grid, predictSurface, surfaceGrid } from "./surface.ts";

export class SurfaceWatch {
  private readonly session: () => Session | null;
  private readonly emit: (event: EngineEvent) => void;
  private timer: ReturnType<typeof setInterval> | null = null;
  private size = 0;
  private grid: { session: Session; grid: Grid | null } | null = null;
  private shown: { session: Session; step: number } | null = null;
  private busy = false;

  constructor(session: () => Session | null, emit: (event: EngineEvent) => void) {
    this.session = session;
    this.emit = emit;
  }

  watch(request: { size: number; hertz: number } | null): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    if (request === null) return;
    this.size = request.size;
    this.grid = null;
    this.shown = null;
    this.timer = setInterval(() => void this.look(), 1000 / request.hertz);
  }

  /** Draws again although the step is the same: weights were set or made anew. */
  refresh(): void {
    this.shown = null;
  }

  private async look(): Promise<void> {
    const session = this.session();
    if (session === null || this.busy) return;
    if (this.shown?.session === session && this.shown.step === session.step) return;
    this.busy = true;
    try {
      const grid = this.gridOf(session);
      const step = session.step;
      if (grid !== null) {
        const surface = await predictSurface(session, grid);
        // A session replaced meanwhile has nothing to say any more.
        if (this.session() === session) this.emit({ type: "surface", surface });
      }
      this.shown = { session, step };
    } catch (error) {
      // A session that was disposed or lost its device meanwhile is replaced by its trainer.
      const replaced = this.session() !== session || session.isClosed;
      if (!replaced && faultRecord(error).code !== "engine.lost") throw error;
    } finally {
      this.busy = false;
    }
  }

  private gridOf(session: Session): Grid | null {
    if (this.grid?.session !== session) {
      this.grid = { session, grid: surfaceGrid(session.program.dataset, this.size) };
    }
    return this.grid.grid;
  }
}
