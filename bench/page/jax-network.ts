/**
 * The networks of the tasks in jax-js, which counts arrays: a function consumes its arguments, `.ref`
 * keeps one for another use. Its convolutions have channels before time.
 */
import { lax, nn, numpy as np } from "@jax-js/jax";
import { outputUnits, type Task, type TaskLayer } from "../tasks.mjs";

type Weights = Iterator<np.Array>;

function next(weights: Weights): np.Array {
  const { value, done } = weights.next();
  if (done === true) throw new Error("expected more weights");
  return value;
}

/** A kernel of a convolution [width, in, out] as jax-js has it, [out, in, width]; all else as it is. */
export function jaxKernel(kernel: np.Array): np.Array {
  return kernel.ndim === 3 ? kernel.transpose([2, 1, 0]) : kernel;
}

/** Mean loss of a batch; consumes everything. */
export function jaxLoss(task: Task) {
  const { layers, activation } = task;
  return (weights: np.Array[], x: np.Array, y: np.Array): np.Array => {
    const left = weights.values();
    let values = layers[0]?.kind === "conv1d" ? x.transpose([0, 2, 1]) : x;
    for (const [index, layer] of layers.entries()) {
      const isLast = index === layers.length - 1;
      values = forward(layer, values, left, isLast ? (z) => z : activations[activation]);
    }
    if (outputUnits(task) !== 1) return nn.logSoftmax(values, -1).mul(y).sum(-1).neg().mean();
    // ln(1 + e^z) - z t
    return nn.softplus(values.ref).sub(values.mul(y)).mean();
  };
}

const activations = {
  relu: (z: np.Array) => nn.relu(z),
  tanh: (z: np.Array) => np.tanh(z),
};

/** `x` is [batch, features] or [batch, channels, time]; for an LSTM [batch, time, channels]. */
function forward(
  layer: TaskLayer,
  x: np.Array,
  weights: Weights,
  activate: (z: np.Array) => np.Array,
): np.Array {
  switch (layer.kind) {
    case "dense":
      return activate(np.matmul(x, next(weights)).add(next(weights)));
    case "conv1d": {
      const sums = lax.conv(x, next(weights), [1], "VALID");
      return activate(sums.add(next(weights).reshape([layer.filters, 1])));
    }
    case "maxPooling1d": {
      const [batch = 0, channels = 0, time = 0] = x.shape;
      const windows = Math.floor(time / layer.size);
      const whole = x.slice([], [], [0, windows * layer.size]);
      return np.max(whole.reshape([batch, channels, windows, layer.size]), -1);
    }
    case "globalAveragePooling1d":
      return np.mean(x, -1);
    case "lstm":
      return lastState(x, weights, layer.units);
  }
}

/** jax-js has no scan: the steps are written out, their projections in one product. */
function lastState(x: np.Array, weights: Weights, units: number): np.Array {
  const [batch = 0, time = 0, channels = 0] = x.shape;
  const [kernel, recurrent, bias] = [next(weights), next(weights), next(weights)];
  const projected = np
    .matmul(x.reshape([batch * time, channels]), kernel)
    .add(bias)
    .reshape([batch, time, 4 * units]);
  let state = np.zeros([batch, units]);
  let cell = np.zeros([batch, units]);
  for (let step = 0; step < time; step++) {
    const sums = projected.ref.slice([], step).add(np.matmul(state, recurrent.ref));
    const gate = (index: number) => sums.ref.slice([], [index * units, (index + 1) * units]);
    const kept = nn.sigmoid(gate(1)).mul(cell);
    cell = kept.add(nn.sigmoid(gate(0)).mul(np.tanh(gate(2))));
    state = nn.sigmoid(gate(3)).mul(np.tanh(cell.ref));
    sums.dispose();
  }
  for (const each of [projected, recurrent, cell]) each.dispose();
  return state;
}
