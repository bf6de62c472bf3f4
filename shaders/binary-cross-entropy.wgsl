// -t ln s - (1 - t) ln(1 - s) = ln(1 + e^z) - z t with s = sigmoid(z); its derivative is s - t.
// uses: pairwise-loss, activation

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let factor = gradient_factor();
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    let at = row_at(id.z, row);
    var sum = 0.0;
    for (var c = 0u; c < sizes.columns; c++) {
      let logit = values[at.values + c];
      let goal = targets[at.targets + c];
      sum += activation(SOFTPLUS, logit) - logit * goal;
      gradient[at.gradient + c] = (activation(SIGMOID, logit) - goal) * factor;
    }
    store_row(id.z, row, at, sum, 0.0);
  }
}
