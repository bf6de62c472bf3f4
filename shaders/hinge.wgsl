// Sum over the other classes of max(0, s_c - s_label + margin), or of its square, and the gradient.
// uses: class-loss

override SQUARED: bool = false;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    one_row(id.z, row);
  }
}

fn one_row(run: u32, row: u32) {
  let at = scan_row(run, row);
  let margin = bitcast<f32>(sizes.parameter);
  let factor = 1.0 / f32(sizes.rows);
  let own = scores[at.scores + at.label];
  var loss = 0.0;
  var rises = 0.0;
  for (var c = 0u; c < sizes.columns; c++) {
    if (c == at.label) {
      continue;
    }
    let excess = max(0.0, scores[at.scores + c] - own + margin);
    // dl/ds_c = [excess > 0], or 2 excess; dl/ds_label = -(sum of those)
    let rise = select(sign(excess), 2.0 * excess, SQUARED);
    loss += select(excess, excess * excess, SQUARED);
    rises += rise;
    gradient[at.gradient + c] = finite_or_nan(at, rise * factor);
  }
  gradient[at.gradient + at.label] = finite_or_nan(at, -rises * factor);
  store_row(run, row, at, loss);
}
