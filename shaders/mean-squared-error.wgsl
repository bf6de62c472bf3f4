// (p - t)^2, whose derivative is 2 (p - t).
// uses: pairwise-loss

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let factor = 2.0 * gradient_factor();
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    let at = row_at(id.z, row);
    var sum = 0.0;
    for (var c = 0u; c < sizes.columns; c++) {
      let difference = values[at.values + c] - targets[at.targets + c];
      sum += difference * difference;
      gradient[at.gradient + c] = difference * factor;
    }
    store_row(id.z, row, at, sum, 0.5);
  }
}
