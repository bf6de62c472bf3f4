/** The networks of the tasks in TensorFlow.js's Core API. */
import * as tf from "@tensorflow/tfjs-core";
import { outputUnits, type Task, type TaskLayer } from "../tasks.mjs";

type Weights = Iterator<tf.Tensor>;

function next(weights: Weights): tf.Tensor {
  const { value, done } = weights.next();
  if (done === true) throw new Error("expected more weights");
  return value;
}

/** Mean loss of a batch. */
export function tfjsLoss(
  task: Task,
  weights: readonly tf.Tensor[],
  x: tf.Tensor,
  y: tf.Tensor2D,
): tf.Scalar {
  const { activation, layers } = task;
  const left = weights.values();
  let values = x;
  for (const [index, layer] of layers.entries()) {
    const sum = forward(layer, values, left);
    const hidden = index < layers.length - 1 && (layer.kind === "dense" || layer.kind === "conv1d");
    values = hidden ? (activation === "relu" ? tf.relu(sum) : tf.tanh(sum)) : sum;
  }
  if (outputUnits(task) !== 1) return tf.losses.softmaxCrossEntropy(y, values);
  // ln(1 + e^z) - z t
  return tf.mean(tf.sub(tf.softplus(values), tf.mul(values, y)));
}

/** `x` is [batch, features] or [batch, time, channels]. */
function forward(layer: TaskLayer, x: tf.Tensor, weights: Weights): tf.Tensor {
  const [batch = 0, time = 0, channels = 0] = x.shape;
  switch (layer.kind) {
    case "dense":
      return tf.add(tf.matMul(x, next(weights)), next(weights));
    case "conv1d": {
      const kernel: tf.Tensor3D = tf.reshape(next(weights), [layer.width, -1, layer.filters]);
      const series: tf.Tensor3D = tf.reshape(x, [batch, time, channels]);
      return tf.add(tf.conv1d(series, kernel, 1, "valid"), next(weights));
    }
    case "maxPooling1d": {
      const image: tf.Tensor4D = tf.reshape(x, [batch, time, 1, channels]);
      return tf.squeeze(tf.maxPool(image, [layer.size, 1], [layer.size, 1], "valid"), [2]);
    }
    case "globalAveragePooling1d":
      return tf.mean(x, 1);
    case "lstm":
      return lastState(x, weights, layer.units);
  }
}

/** The steps written out, as its layers do it too; their projections are one product. */
function lastState(x: tf.Tensor, weights: Weights, units: number): tf.Tensor {
  const [batch = 0, time = 0, channels = 0] = x.shape;
  const [kernel, recurrent, bias] = [next(weights), next(weights), next(weights)];
  const flat = tf.add(tf.matMul(tf.reshape(x, [batch * time, channels]), kernel), bias);
  const steps = tf.unstack(tf.reshape(flat, [batch, time, 4 * units]), 1);
  let state: tf.Tensor = tf.zeros([batch, units]);
  let cell: tf.Tensor = tf.zeros([batch, units]);
  for (const projected of steps) {
    const sums = tf.add(projected, tf.matMul(state, recurrent));
    const [input, forget, fresh, output] = tf.split(sums, 4, 1);
    if (!input || !forget || !fresh || !output) throw new Error("expected four gates");
    const kept = tf.mul(tf.sigmoid(forget), cell);
    cell = tf.add(kept, tf.mul(tf.sigmoid(input), tf.tanh(fresh)));
    state = tf.mul(tf.sigmoid(output), tf.tanh(cell));
  }
  return state;
}
