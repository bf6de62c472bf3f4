// m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2;  u <- max(u, v);
// x <- x - step m / (sqrt(u) correction + eps)
// uses: moments, numbers

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let shares = shares_of(run);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let moments = moments_at(run, shares, i, element.gradient);
    let at = slot_place(run, 2u, i);
    let before = slots[at];
    let largest = select(before, moments.squares, moments.squares > before || is_nan(moments.squares));
    slots[at] = largest;
    let step = run.scalars.y * moments.mean / (sqrt(largest) * run.scalars.z + run.scalars.w);
    weights[run.weights + i] = element.weight - step;
  }
}
