// h <- h + g^2;  x <- x - lr g / (sqrt(h) + eps)
// uses: update

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let learning_rate = run.scalars.x;
  let epsilon = constant_of(run, 0u);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let at = slot_place(run, 0u, i);
    let squares = slots[at] + element.gradient * element.gradient;
    slots[at] = squares;
    let step = learning_rate * element.gradient / (sqrt(squares) + epsilon);
    weights[run.weights + i] = element.weight - step;
  }
}
