// m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2;
// x <- x - step m / (sqrt(v) correction + eps), where the host takes sqrt(v) out of the
// first steps by correction 0 and eps 1
// uses: moments

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
    let step = run.scalars.y * moments.mean / (sqrt(moments.squares) * run.scalars.z + run.scalars.w);
    weights[run.weights + i] = element.weight - step;
  }
}
