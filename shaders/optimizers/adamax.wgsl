// m <- b1 m + (1 - b1) g;  u <- max(b2 u, |g| + eps);  x <- x - step m / u
// uses: update, numbers

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let mean_share = constant_of(run, 0u);
  let kept = constant_of(run, 1u);
  let epsilon = constant_of(run, 2u);
  let step_size = run.scalars.y;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let m_at = slot_place(run, 0u, i);
    let u_at = slot_place(run, 1u, i);
    let mean = slots[m_at] + mean_share * (element.gradient - slots[m_at]);
    let reach = abs(element.gradient) + epsilon;
    let before = kept * slots[u_at];
    let largest = select(before, reach, reach > before || is_nan(reach));
    slots[m_at] = mean;
    slots[u_at] = largest;
    weights[run.weights + i] = element.weight - step_size * mean / largest;
  }
}
