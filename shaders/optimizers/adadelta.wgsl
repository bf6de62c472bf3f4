// h <- rho h + (1 - rho) g^2;  d = sqrt(a + eps) / sqrt(h + eps) g;
// a <- rho a + (1 - rho) d^2;  x <- x - lr d
// uses: update

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let learning_rate = run.scalars.x;
  let share = constant_of(run, 0u);
  let epsilon = constant_of(run, 1u);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let h_at = slot_place(run, 0u, i);
    let a_at = slot_place(run, 1u, i);
    let squares = slots[h_at] + share * (element.gradient * element.gradient - slots[h_at]);
    let moved = slots[a_at];
    let step = sqrt(moved + epsilon) / sqrt(squares + epsilon) * element.gradient;
    slots[h_at] = squares;
    slots[a_at] = moved + share * (step * step - moved);
    weights[run.weights + i] = element.weight - learning_rate * step;
  }
}
