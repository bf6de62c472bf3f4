// Cross-entropy of softmax against class indices and its gradient: the parameter is the smoothing a.
// uses: class-loss

override WEIGHTED: bool = false;

// Weights of the classes, and behind them what the loss is multiplied by.
@group(0) @binding(6) var<storage, read> weights: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let scale = batch_scale(id.z);
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    one_row(id.z, row, scale);
  }
}

fn batch_scale(run: u32) -> f32 {
  if (WEIGHTED) {
    return weights[sizes.weights_offset + run * sizes.weights_stride + sizes.columns];
  }
  return 1.0;
}

// t_c = w_c ((1 - a) [c = label] + a / C)
fn target_share(run: u32, c: u32, label: u32) -> f32 {
  let smoothing = bitcast<f32>(sizes.parameter);
  let share = select(0.0, 1.0 - smoothing, c == label) + smoothing / f32(sizes.columns);
  if (WEIGHTED) {
    return share * weights[sizes.weights_offset + run * sizes.weights_stride + c];
  }
  return share;
}

fn one_row(run: u32, row: u32, scale: f32) {
  let at = scan_row(run, row);
  let shift = at.largest_score;
  var sum = 0.0;
  for (var c = 0u; c < sizes.columns; c++) {
    sum += exp(scores[at.scores + c] - shift);
  }
  let log_sum = log(sum);
  var loss = 0.0;
  var shares = 0.0;
  for (var c = 0u; c < sizes.columns; c++) {
    let share = target_share(run, c, at.label);
    // -ln softmax(z)[c] = ln(sum of e^(z - max)) + max - z[c]
    if (share != 0.0) {
      loss += share * (log_sum + (shift - scores[at.scores + c]));
    }
    shares += share;
  }
  store_row(run, row, at, loss * scale);
  // d(mean loss)/dz_c = ((sum of t) softmax(z)[c] - t_c) / B
  let factor = scale / f32(sizes.rows);
  let probability_factor = shares / sum;
  for (var c = 0u; c < sizes.columns; c++) {
    let probability = exp(scores[at.scores + c] - shift) * probability_factor;
    let slope = (probability - target_share(run, c, at.label)) * factor;
    gradient[at.gradient + c] = finite_or_nan(at, slope);
  }
}
