import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { type CircuitPath, pathCounts, pathsFrom, slopesOf } from "../../train/circuits/circuit.ts";
import type { Circuit } from "../../train/circuits/parse.ts";
import { nameOf, numberOf, sumText } from "./gate-words.ts";
import { wiresOf } from "./layout.ts";
import styles from "./Paths.module.css";
import type { Walk } from "./use-walk.ts";

const mostShown = 12;

/** All ways from the chosen node to the output, each with its product; their sum is the gradient. */
export function Paths({ walk }: { walk: Walk }) {
  const { circuit, values, sweep, chosen } = walk;
  const paths = useMemo(
    () => pathsFrom(circuit, chosen, values, mostShown),
    [circuit, chosen, values],
  );
  const counts = useMemo(() => countsOf(circuit), [circuit]);
  const name = nameOf(circuit, chosen);
  const all = counts.paths[chosen] ?? 0;
  return (
    <section className={styles.paths} aria-label={t("circuits.pathsOf", { name })}>
      <h3 className={styles.title}>{t("circuits.pathsOf", { name })}</h3>
      <LocalSlopes walk={walk} />
      <ul>
        {paths.map((path) => (
          <li key={`${path.nodes.join(" ")} ${path.places.join(" ")}`} className={styles.path}>
            <span className={styles.way}>{wayText(circuit, chosen, path)}</span>
            <span className={styles.product}>{productText(path)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.sum}>
        {sumSentence(paths, all, numberOf(sweep.gradients[chosen] ?? 0))}
      </p>
      <p className={styles.note}>{t("circuits.economy", counts.all)}</p>
    </section>
  );
}

/** What the paths come to; `paths` are the first of `count`. */
function sumSentence(paths: readonly CircuitPath[], count: number, sum: string): string {
  if (count === 1) return t("circuits.pathsOne", { sum });
  const left = count - paths.length;
  if (left > 0) return t("circuits.pathsMore", { count: left, sum });
  return t("circuits.pathsSum", { count, parts: sumText(paths.map((path) => path.product)), sum });
}

/** What the gate itself does, where it is one. */
function LocalSlopes({ walk: { circuit, values, chosen } }: { walk: Walk }) {
  const slopes = slopesOf(circuit, chosen, values);
  const inputs = circuit[chosen]?.inputs ?? [];
  if (slopes.length === 0) return null;
  const parts = inputs.map((input, place) =>
    t("circuits.slope", { name: nameOf(circuit, input), value: numberOf(slopes[place] ?? 0) }),
  );
  return <p className={styles.note}>{t("circuits.slopes", { list: parts.join(", ") })}</p>;
}

/** Ways of all inputs, and their wires, beside the wires of one sweep. */
function countsOf(circuit: Circuit) {
  const { paths, wires } = pathCounts(circuit);
  const total = (numbers: readonly number[]) =>
    circuit.reduce(
      (sum, { gate }, index) => sum + (gate === "input" ? (numbers[index] ?? 0) : 0),
      0,
    );
  const all = { paths: total(paths), wires: total(wires), count: wiresOf(circuit).length };
  return { paths, all };
}

function wayText(circuit: Circuit, from: number, { nodes }: CircuitPath): string {
  return [from, ...nodes].map((node) => nameOf(circuit, node)).join(" → ");
}

/** 2 × (−1) = −2; the last factor of a way is the first that the sweep meets. */
function productText({ slopes, product }: CircuitPath): string {
  if (slopes.length === 0) return numberOf(product);
  const factors = slopes.map((slope) => (slope < 0 ? `(${numberOf(slope)})` : numberOf(slope)));
  return slopes.length === 1 ? numberOf(product) : `${factors.join(" × ")} = ${numberOf(product)}`;
}
