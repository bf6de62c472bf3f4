// v <- m v - lr g;  x <- x + m v - lr g
// uses: update

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let learning_rate = run.scalars.x;
  let momentum = run.scalars.y;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let at = slot_place(run, 0u, i);
    let pull = learning_rate * element.gradient;
    let velocity = momentum * slots[at] - pull;
    slots[at] = velocity;
    weights[run.weights + i] = element.weight + momentum * velocity - pull;
  }
}
