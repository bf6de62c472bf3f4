// x <- x - lr sign(b1 m + (1 - b1) g);  m <- b2 m + (1 - b2) g
// uses: update, numbers

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let learning_rate = run.scalars.x;
  let step_share = constant_of(run, 0u);
  let mean_share = constant_of(run, 1u);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let at = slot_place(run, 0u, i);
    let mean = slots[at];
    let blend = mean + step_share * (element.gradient - mean);
    slots[at] = mean + mean_share * (element.gradient - mean);
    // A sign may hide NaN.
    let direction = select(sign(blend), blend, is_nan(blend));
    weights[run.weights + i] = element.weight - learning_rate * direction;
  }
}
