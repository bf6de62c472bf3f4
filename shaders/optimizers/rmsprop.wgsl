// h <- rho h + (1 - rho) g^2;  x <- x - lr g / (sqrt(h + inside) + outside)
// uses: update

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let learning_rate = run.scalars.x;
  let share = constant_of(run, 0u);
  // One of the two is epsilon, the other 0.
  let inside = constant_of(run, 1u);
  let outside = constant_of(run, 2u);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let at = slot_place(run, 0u, i);
    let squares = slots[at] + share * (element.gradient * element.gradient - slots[at]);
    slots[at] = squares;
    let step = learning_rate * element.gradient / (sqrt(squares + inside) + outside);
    weights[run.weights + i] = element.weight - step;
  }
}
