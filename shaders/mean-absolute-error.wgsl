// |p - t|, whose derivative is the sign of p - t.
// uses: pairwise-loss

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let factor = gradient_factor();
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    let at = row_at(id.z, row);
    var sum = 0.0;
    for (var c = 0u; c < sizes.columns; c++) {
      let difference = values[at.values + c] - targets[at.targets + c];
      sum += abs(difference);
      let slope = sign(difference) * factor;
      gradient[at.gradient + c] = select(slope, quiet_nan(), is_nan(difference));
    }
    store_row(id.z, row, at, sum, 0.5);
  }
}
