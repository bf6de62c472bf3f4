/** Normal and uniform draws with a fixed scale or one that keeps the variance through the layer. */
import type { InitializerSpec } from "../../spec/experiment.ts";
import type { Draw, Initializer } from "./initializer.ts";

type Kind<K extends InitializerSpec["kind"]> = Initializer<Extract<InitializerSpec, { kind: K }>>;

/** N(0, std^2), not truncated. */
function normalOf(std: number, draw: Draw) {
  return (index: number) => std * draw.normal(index);
}

/** U(-limit, limit), whose standard deviation is limit / sqrt(3). */
function uniformOf(limit: number, draw: Draw) {
  return (index: number) => limit * draw.uniform(index);
}

export const normal: Kind<"normal"> = (spec, draw) => normalOf(spec.std, draw);

export const uniform: Kind<"uniform"> = (spec, draw) => uniformOf(spec.limit, draw);

/** std^2 = 2 / (fanIn + fanOut): Glorot and Bengio, AISTATS 2010. */
export const xavierNormal: Kind<"xavierNormal"> = (_spec, draw) =>
  normalOf(Math.sqrt(2 / (draw.fanIn + draw.fanOut)), draw);

/** limit^2 = 6 / (fanIn + fanOut) */
export const xavierUniform: Kind<"xavierUniform"> = (_spec, draw) =>
  uniformOf(Math.sqrt(6 / (draw.fanIn + draw.fanOut)), draw);

/** std^2 = 2 / fanIn: He et al., ICCV 2015. */
export const heNormal: Kind<"heNormal"> = (_spec, draw) =>
  normalOf(Math.sqrt(2 / draw.fanIn), draw);

/** limit^2 = 6 / fanIn */
export const heUniform: Kind<"heUniform"> = (_spec, draw) =>
  uniformOf(Math.sqrt(6 / draw.fanIn), draw);

/** std^2 = 1 / fanIn: LeCun et al., "Efficient BackProp", 1998. */
export const lecunNormal: Kind<"lecunNormal"> = (_spec, draw) =>
  normalOf(Math.sqrt(1 / draw.fanIn), draw);
