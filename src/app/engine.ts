/**
 * Between document and engine: an edit that the weights survive is sent at once, one that needs new
 * weights marks the run stale, unless nothing has been trained yet. Events go to the stores.
 */
import type { EngineClient } from "../client/client.ts";
import type { Experiment } from "../spec/experiment.ts";
import { faultRecord } from "../spec/fault.ts";
import { dismissOffer, showFirst } from "../stores/checkpoints.ts";
import { replaceDocument, useDocument } from "../stores/document.ts";
import { addNotice } from "../stores/notices.ts";
import { trainedOn } from "../stores/past-runs.ts";
import { applyEvent, type RunCommands, useRuns } from "../stores/runs.ts";
import { keepFitted } from "../stores/training.ts";
import { setEngineChoice, useUi } from "../stores/ui.ts";
import { type ChangeKind, changeKind } from "../train/changes.ts";
import type { BuildReport, CheckpointInfo, DatasetInfo, ImportResult } from "../worker/protocol.ts";

/** Milliseconds without a further edit before the engine hears of one. */
const quietTime = 200;

export class EngineLink {
  private readonly client: EngineClient;
  private readonly stops: readonly (() => void)[];
  /** The document that the engine's weights belong to; null before the first build. */
  private loaded: Experiment | null = null;
  /** The document that could not be built: nothing but an edit or a person's wish tries it again. */
  private refused: Experiment | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private working: Promise<void> | null = null;
  /** Builds under way: there is nothing to adjust before they are done. */
  private loading = 0;

  constructor(client: EngineClient) {
    this.client = client;
    this.stops = [
      client.onEvent((event) => {
        applyEvent(event);
        if (event.type === "dataset") rememberFit(event.info);
      }),
      useDocument.subscribe(({ experiment }, before) => {
        if (experiment !== before.experiment) this.documentChanged();
      }),
    ];
    useRuns.setState({ commands: this.commands() });
  }

  /** Builds what the document says, and forgets the training so far. Rejects with a Fault. */
  async load(): Promise<BuildReport> {
    clearTimeout(this.timer);
    const { experiment } = useDocument.getState();
    const before = this.loaded;
    this.loaded = experiment;
    this.loading += 1;
    try {
      const report = await this.client.send("load", { experiment });
      trainedOn(experiment);
      useRuns.setState({ fault: null, stale: false });
      return report;
    } catch (error) {
      if (this.loaded === experiment) this.loaded = before;
      this.refused = experiment;
      useRuns.setState({ fault: faultRecord(error) });
      throw error;
    } finally {
      this.loading -= 1;
      this.documentChanged();
    }
  }

  /** Lets go of document and engine. */
  dispose(): void {
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
    this.client.dispose();
  }

  /** Builds the document that the page opened with; the last session's weights are offered. */
  begin(): void {
    const { engine } = useUi.getState();
    if (engine !== "auto") this.client.send("setEngine", { choice: engine }).catch(tell);
    void this.follow();
    this.client.send("checkpoints", null).then(showFirst, tell);
  }

  /** Whether the document says something that the engine has not heard of yet. */
  get isBehind(): boolean {
    const { experiment } = useDocument.getState();
    return this.loaded === null || changeOf(this.loaded, experiment) !== "none";
  }

  private documentChanged(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), quietTime);
    this.markStale();
  }

  /** Whether the document says something that the weights cannot follow. */
  private markStale(): void {
    const { loaded } = this;
    const { experiment } = useDocument.getState();
    const stale = loaded !== null && this.isTrained() && changeOf(loaded, experiment) === "reset";
    if (useRuns.getState().stale !== stale) useRuns.setState({ stale });
  }

  private isTrained(): boolean {
    const { step, phase } = useRuns.getState().status;
    return step > 0 || phase === "training";
  }

  /** Brings the engine after the document, one edit after the other. */
  private async follow(): Promise<void> {
    if (this.working !== null || this.loading > 0) return;
    this.working = this.followAlone();
    await this.working;
  }

  /** `working` is empty again before it resolves: whoever waited for it may follow at once. */
  private async followAlone(): Promise<void> {
    const again = await this.followOnce();
    this.working = null;
    if (again) this.documentChanged();
  }

  /** Sends the last edit at once; where it cannot be built, the page says why. */
  private async caughtUp(): Promise<void> {
    while (this.working !== null) await this.working;
    clearTimeout(this.timer);
    await this.follow();
  }

  /** Trains what the page shows, even if it was edited a moment ago. */
  private async train(steps: number | null): Promise<void> {
    await this.caughtUp();
    if (useRuns.getState().fault === null) await this.client.send("train", { steps });
  }

  /** Resolves with whether the document moved on meanwhile. */
  private async followOnce(): Promise<boolean> {
    const { experiment } = useDocument.getState();
    if (experiment === this.refused) return false;
    const { loaded } = this;
    const kind = loaded === null ? "reset" : changeOf(loaded, experiment);
    try {
      if (kind === "reset" && !this.isTrained()) await this.load();
      if (kind === "live" || kind === "rebuild") await this.adjust(experiment);
      if (kind === "none") this.forgetRefusal();
    } catch (error) {
      this.edited(error);
    }
    return useDocument.getState().experiment !== experiment;
  }

  /** The document is again what the engine holds: nothing is the matter with it. */
  private forgetRefusal(): void {
    if (this.refused === null) return;
    this.refused = null;
    useRuns.setState({ fault: null });
  }

  private async adjust(experiment: Experiment): Promise<void> {
    await this.client.send("adjust", { experiment });
    trainedOn(experiment);
    this.loaded = experiment;
    useRuns.setState({ fault: null });
  }

  /** A network in the middle of an edit may not fit; the builder says so on its layer. */
  private edited(error: unknown): void {
    const fault = faultRecord(error);
    useRuns.setState({ fault });
    const expected = fault.code.startsWith("shape.") || fault.code === "data.notLoaded";
    if (!expected) addNotice("error", { kind: "fault", fault });
  }

  private commands(): RunCommands {
    const { client } = this;
    const run = (work: Promise<unknown>) => void work.catch(tell);
    return {
      train: () => run(this.train(null)),
      pause: () => run(client.send("pause", null)),
      step: () => run(this.train(1)),
      reset: () => done(useRuns.getState().stale ? this.load() : client.send("reset", null)),
      rebuild: () => done(this.load()),
      setEngine: (choice) => {
        setEngineChoice(choice);
        run(client.send("setEngine", { choice }));
      },
      importFiles: (files, table, expected) =>
        client.send("importFiles", { files, options: { table, ...splitOf(), expected } }),
      fetchRemote: (id) => this.fetchRemote(id),
      saveCheckpoint: (name) => done(client.send("saveCheckpoint", { name })),
      restoreCheckpoint: (checkpoint) => done(this.restore(checkpoint)),
      deleteCheckpoint: (id) => run(client.send("deleteCheckpoint", { id })),
      exportCheckpoint: ({ id, name }) => client.send("exportCheckpoint", { id, name }),
      openCheckpoint: (file) => done(client.send("openCheckpoint", { file })),
      cancelImport: () => run(client.send("cancelImport", null)),
      watchSurface: (watch) => run(client.send("watchSurface", watch)),
      watchAnswers: (examples) => run(client.send("watchAnswers", examples)),
      ask: (command, params) => client.send(command, params),
    };
  }

  /** The engine builds what the checkpoint says; the page takes over its document when that is done. */
  private async restore({ id, name, experiment }: CheckpointInfo): Promise<void> {
    clearTimeout(this.timer);
    this.loading += 1;
    try {
      await this.client.send("restoreCheckpoint", { id, name });
      trainedOn(experiment);
      this.loaded = experiment;
      this.refused = null;
      if (JSON.stringify(useDocument.getState().experiment) !== JSON.stringify(experiment)) {
        replaceDocument(experiment);
      }
      useRuns.setState({ fault: null, stale: false });
      dismissOffer();
    } finally {
      this.loading -= 1;
      this.documentChanged();
    }
  }

  private async fetchRemote(id: string): Promise<ImportResult> {
    const address = new URL("datasets.json", document.baseURI).href;
    return this.client.send("fetchRemote", { id, address, ...splitOf() });
  }
}

/** What the way from one document to the other means for the weights at hand. */
function changeOf(before: Experiment, after: Experiment): ChangeKind {
  return changeKind(before, after, useRuns.getState().dataset?.inputShape ?? null);
}

function tell(error: unknown): void {
  addNotice("error", { kind: "fault", fault: faultRecord(error) });
}

/** Whether the work could be done; where not, the notices say why. */
async function done(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    tell(error);
    return false;
  }
}

/** How the document would split what is read. */
function splitOf(): { seed: number; validationShare: number } {
  const { seed, validationShare } = useDocument.getState().experiment.data;
  return { seed, validationShare };
}

/** More numbers than this follow from file, split and seed as well, and would swell the document. */
const mostFittedNumbers = 100;

/** Own data keep the numbers they were normalised with in the document. */
function rememberFit({ normalization }: DatasetInfo): void {
  const { data } = useDocument.getState().experiment;
  const own = data.source.kind === "file" && data.preprocessing !== "none";
  if (!own || data.fitted !== null || normalization.shift.length > mostFittedNumbers) return;
  keepFitted({ shift: [...normalization.shift], scale: [...normalization.scale] });
}
