// m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2;
// x <- x - lr / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + eps)
// uses: update

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  // lr / (1 - beta1^t), 1 / sqrt(1 - beta2^t) and 1 - beta2 come from the host in float64.
  let step_size = run.scalars.y;
  let correction = run.scalars.z;
  let share = run.scalars.w;
  let beta1 = hyper_parameter(run, 0u);
  let epsilon = hyper_parameter(run, 2u);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let weight = weights[run.weights + i];
    let gradient = gradient_at(run, i, weight);
    let m_at = slot_place(run, 0u, i);
    let v_at = slot_place(run, 1u, i);
    let mean = beta1 * slots[m_at] + (1.0 - beta1) * gradient;
    let old_squares = slots[v_at];
    let squares = old_squares + share * (gradient * gradient - old_squares);
    slots[m_at] = mean;
    slots[v_at] = squares;
    let step = step_size * mean / (sqrt(squares) * correction + epsilon);
    weights[run.weights + i] = weight - step;
  }
}
