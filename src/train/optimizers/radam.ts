/** RAdam (Liu et al., 2020): Adam that leaves v aside until its variance is known, as in PyTorch. */
import { adam } from "./adam.ts";
import { momentShares } from "./moments.ts";
import type { Optimizer } from "./optimizer.ts";

export const radam: Optimizer<"radam"> = {
  slots: 2,
  constants: momentShares,
  scalars: (t, { beta1, beta2, epsilon }, { learningRate }) => {
    const step = learningRate / (1 - beta1 ** t);
    const power = beta2 ** t;
    // rho_inf = 2 / (1 - b2) - 1;  rho_t = rho_inf - 2 t b2^t / (1 - b2^t)
    const limit = 2 / (1 - beta2) - 1;
    const rho = limit - (2 * t * power) / (1 - power);
    if (!(rho > 5)) return [learningRate, step, 0, 1];
    // r_t = sqrt((rho_t - 4) (rho_t - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho_t))
    const share = ((rho - 4) * (rho - 2) * limit) / ((limit - 4) * (limit - 2) * rho);
    return [learningRate, step * Math.sqrt(share * (1 - power)), 1, epsilon];
  },
  update: adam.update,
};
