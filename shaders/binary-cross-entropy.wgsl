// -w t ln s - (1 - t) ln(1 - s), s = sigmoid(z); its derivative is (1 - t) s - w t (1 - s).
// uses: pairwise-loss, activation

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let factor = gradient_factor();
  let weight = parameter();
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    let at = row_at(id.z, row);
    var sum = 0.0;
    for (var c = 0u; c < sizes.columns; c++) {
      let logit = values[at.values + c];
      let ones = weight * targets[at.targets + c];
      let zeros = 1.0 - targets[at.targets + c];
      let softplus = activation(SOFTPLUS, logit);
      sum += zeros * softplus + ones * (softplus - logit);
      let slope = zeros * activation(SIGMOID, logit) - ones * activation(SIGMOID, -logit);
      gradient[at.gradient + c] = slope * factor;
    }
    store_row(id.z, row, at, sum, 0.0);
  }
}
