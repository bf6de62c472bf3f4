/** Schedules that let the learning rate fall by a formula. */
import { floorOf, type Position, progress, type Schedule } from "./schedule.ts";

/** lr factor^floor(t / every) */
export const step: Schedule<"step"> = ({ factor, every }, at) =>
  at.base * factor ** Math.floor(at.step / every);

/** lr factor^(milestones passed) */
export const milestones: Schedule<"milestones"> = (spec, at) =>
  at.base * spec.factor ** spec.at.filter((milestone) => milestone <= at.step).length;

/** lr factor^(t / every) */
export const exponential: Schedule<"exponential"> = ({ factor, every }, at) =>
  at.base * factor ** (at.step / every);

/** lr / (1 + rate t) */
export const inverseTime: Schedule<"inverseTime"> = ({ rate }, at) =>
  at.base / (1 + rate * at.step);

/** low + (lr - low) (1 + cos(pi share)) / 2 */
function cosineAt({ base }: Position, lowest: number, share: number): number {
  const low = floorOf(lowest, base);
  return low + 0.5 * (base - low) * (1 + Math.cos(Math.PI * share));
}

/** Half a cosine over the whole training (Loshchilov and Hutter, 2017). */
export const cosine: Schedule<"cosine"> = ({ lowest }, at) => cosineAt(at, lowest, progress(at));

/** Half a cosine that starts anew after each period (SGDR). */
export const cosineRestarts: Schedule<"cosineRestarts"> = ({ lowest, period }, at) =>
  cosineAt(at, lowest, (at.step % period) / period);

/** (lr - low) (1 - t / T)^power + low */
export const polynomial: Schedule<"polynomial"> = ({ lowest, power }, at) => {
  const low = floorOf(lowest, at.base);
  return (at.base - low) * (1 - progress(at)) ** power + low;
};
