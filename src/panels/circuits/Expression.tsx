import { useId } from "react";
import { t } from "../../i18n/index.ts";
import type { CircuitProblem } from "../../train/circuits/circuit-error.ts";
import { functionNames } from "../../train/circuits/gates.ts";
import { Select } from "../../ui/Select.tsx";
import { choosePreset, setText, useCircuit } from "./circuit-state.ts";
import styles from "./Expression.module.css";
import { type PresetName, presetNames, presets } from "./presets.ts";

/** What is no example. */
const own = "own";

/** The expression, by choice or typed, and what is wrong with it. */
export function Expression() {
  const text = useCircuit((state) => state.text);
  const problem = useCircuit((state) => state.problem);
  const id = useId();
  const preset = presetNames.find((name) => presets[name].text === text) ?? own;
  const choices: (PresetName | typeof own)[] = [...presetNames];
  if (preset === own) choices.push(own);
  return (
    <div className={styles.expression}>
      <Select
        aria-label={t("circuits.presets")}
        className={styles.presets}
        value={preset}
        options={choices.map((value) => ({
          value,
          label: t(`circuits.presetNames.${value}`),
        }))}
        onChange={(value) => value !== own && choosePreset(value)}
      />
      <input
        type="text"
        className={styles.text}
        aria-label={t("circuits.expression")}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-word`}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {problem ? (
        <p id={`${id}-word`} role="alert" className={styles.problem}>
          <Place text={text} at={problem.at} />
          {problemText(problem)}
        </p>
      ) : (
        <p id={`${id}-word`} className={styles.syntax}>
          {t("circuits.syntax", { functions: functionNames.join(", ") })}
        </p>
      )}
    </div>
  );
}

/** Where it is wrong: what stands before, and the character marked. */
function Place({ text, at }: { text: string; at: number }) {
  if (text.trim() === "") return null;
  return (
    <code className={styles.place}>
      {at > 12 && "…"}
      {text.slice(Math.max(0, at - 12), at)}
      <mark>{text[at] ?? " "}</mark>
      {text.slice(at + 1, at + 6)}
    </code>
  );
}

function problemText(problem: CircuitProblem): string {
  const place = problem.at + 1;
  switch (problem.kind) {
    case "empty":
      return t("circuits.problems.empty");
    case "unfinished":
      return t("circuits.problems.unfinished");
    case "unclosed":
      return t("circuits.problems.unclosed", { place });
    case "character":
    case "unexpected":
    case "redefined":
      return t(`circuits.problems.${problem.kind}`, { place, got: problem.got });
    case "unknownFunction": {
      const known = functionNames.join(", ");
      return t("circuits.problems.unknownFunction", { place, got: problem.got, known });
    }
    case "arguments": {
      const { got, expected, count } = problem;
      return t("circuits.problems.arguments", { place, got, expected, count });
    }
    case "tooLarge":
      return t("circuits.problems.tooLarge", { max: problem.max });
  }
}
