import { Search, Square } from "lucide-react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { formatDuration } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { Experiment } from "../../spec/experiment.ts";
import { faultRecord } from "../../spec/fault.ts";
import { searchFields } from "../../spec/search-catalogue.ts";
import { useDocument } from "../../stores/document.ts";
import { addNotice } from "../../stores/notices.ts";
import { useRuns } from "../../stores/runs.ts";
import { sameBesideRuns } from "../../stores/same-document.ts";
import { searchOf, updateSearch, useSearch } from "../../stores/search.ts";
import { isSound, ranked } from "../../train/search/outcome.ts";
import type { SearchState } from "../../train/search/state.ts";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Help } from "../../ui/Help.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { type FieldValue, RowForm } from "../../ui/RowForm.tsx";
import { countChanged } from "../../ui/row-fields.ts";
import { runNames } from "../../ui/run-names.ts";
import { Found } from "./Found.tsx";
import { Ranges } from "./Ranges.tsx";
import { judgedOf } from "./results.ts";
import styles from "./SearchPanel.module.css";
import { Stages } from "./Stages.tsx";

const main = ["candidates", "epochs", "stages"] as const;
const more = ["keep", "fresh", "seed"] as const;

/** A random search from coarse to fine: what is drawn, how it goes, and what it has found. */
export function SearchPanel() {
  const state = useSearch((store) => store.state);
  const isRunning = state?.phase === "training";
  return (
    <Panel
      title={t("search.title")}
      className={styles.panel}
      note={
        <Help label={t("actions.about", { name: t("search.title") })} text={t("search.help")} />
      }
      actions={<StartOrStop isRunning={isRunning} isFirst={state === null} />}
    >
      <div className={styles.room}>
        <div className={styles.content}>
          <div className={styles.setup}>
            <Setup state={state} isRunning={isRunning} />
            {state && <Course state={state} />}
          </div>
          {state ? (
            <Found state={state} regression={state.regression} />
          ) : (
            <p className={styles.empty}>{t("search.empty")}</p>
          )}
        </div>
      </div>
    </Panel>
  );
}

/** Failures of a search stand in its state; here are those that kept it from beginning. */
function send(command: Promise<unknown>): void {
  command.catch((error: unknown) =>
    addNotice("error", { kind: "fault", fault: faultRecord(error) }),
  );
}

function start(): void {
  const { experiment } = useDocument.getState();
  const search = searchOf(experiment);
  const { status, commands } = useRuns.getState();
  if (status.phase === "training") {
    addNotice("info", { kind: "text", text: t("search.trainingPaused") });
  }
  send(commands.ask("startSearch", { experiment: { ...experiment, search } }));
}

function StartOrStop({ isRunning, isFirst }: { isRunning: boolean; isFirst: boolean }) {
  if (isRunning) {
    return (
      <Button
        icon={<Square size={13} aria-hidden="true" />}
        onClick={() => send(useRuns.getState().commands.ask("stopSearch", null))}
      >
        {t("search.stop")}
      </Button>
    );
  }
  return (
    <Button variant="primary" icon={<Search size={14} aria-hidden="true" />} onClick={start}>
      {isFirst ? t("search.start") : t("search.startAgain")}
    </Button>
  );
}

function Setup({ state, isRunning }: { state: SearchState | null; isRunning: boolean }) {
  const experiment = useDocument((store) => store.experiment);
  const stepsPerEpoch = useRuns((runs) => runs.report?.stepsPerEpoch ?? null);
  const search = searchOf(experiment);
  const form = {
    fields: searchFields,
    place: { area: "search" },
    values: search,
    onChange: (name: string, value: FieldValue) => updateSearch({ [name]: value }, name),
  } as const;
  return (
    <>
      <p className={styles.around}>
        {t("search.around", { run: runNames(experiment.runs)[0] ?? "" })}
        {isRunning && ` · ${t("search.forNext")}`}
      </p>
      <Ranges best={bestOf(state)} />
      <div className={styles.forms}>
        <RowForm {...form} only={main} />
        <Disclosure
          id="search.more"
          title={t("search.more")}
          changed={countChanged(searchFields, search, more)}
        >
          <RowForm {...form} only={more} />
        </Disclosure>
      </div>
      <Stages
        search={isRunning && state ? state.search : search}
        stepsPerEpoch={stepsPerEpoch}
        running={isRunning ? state : null}
      />
    </>
  );
}

function bestOf(state: SearchState | null) {
  if (!state) return null;
  const [best] = ranked(judgedOf(state), state.watched).filter(({ outcome }) => isSound(outcome));
  return best ? { draw: best.draw, ranges: state.search.ranges } : null;
}

/** How far it is, or how it ended. */
function Course({ state }: { state: SearchState }) {
  const { phase, progress, fault } = state;
  const lost = phase === "done" && state.candidates.every(({ status }) => status === "diverged");
  return (
    <div className={styles.course}>
      {phase === "training" && <Progress label={t("search.progress")} value={progress} />}
      <p className={styles.words}>{courseWords(state)}</p>
      {fault && (
        <p role="alert" className={styles.fault}>
          {faultSentence(fault)}
        </p>
      )}
      {lost && <p className={styles.fault}>{t("search.allDiverged")}</p>}
      <Elsewhere searched={state.experiment} />
      <LiveRegion text={spokenWords(state)} />
    </div>
  );
}

/** Said where the document is no longer the one that was searched. */
function Elsewhere({ searched }: { searched: Experiment }) {
  const present = useDocument((store) => store.experiment);
  // For how long and with how many seeds runs train is the search's own affair.
  const { batchSize } = present.training;
  const compared = { ...present, training: { ...searched.training, batchSize } };
  if (sameBesideRuns(compared, searched)) return null;
  return <p className={styles.words}>{t("search.elsewhere")}</p>;
}

function courseWords(state: SearchState): string {
  const { phase, candidates, stage, stages, seconds } = state;
  const time = formatDuration(seconds, currentLocale());
  const count = (wanted: string) => candidates.filter(({ status }) => status === wanted).length;
  switch (phase) {
    case "training":
      return t("search.running", {
        stage: stage + 1,
        stages,
        training: count("training"),
        diverged: count("diverged"),
      });
    case "done":
      return t("search.done", { time, count: candidates.length });
    case "stopped":
      return t("search.stopped", { time });
    case "failed":
      return t("search.failed");
  }
}

/** Only what changes now and then. */
function spokenWords(state: SearchState): string {
  const { phase, stage, stages } = state;
  return phase === "training"
    ? t("search.stageOf", { stage: stage + 1, stages })
    : courseWords(state);
}
