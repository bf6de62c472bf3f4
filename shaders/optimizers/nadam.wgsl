// m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2;
// x <- x - (a g + b m) / (sqrt(v) correction + eps), whose a and b hold the products of the momenta
// uses: moments

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = run_at(id.z);
  if (run.halted) {
    return;
  }
  let shares = shares_of(run);
  let epsilon = constant_of(run, 2u);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let element = element_at(run, i);
    let moments = moments_at(run, shares, i, element.gradient);
    let pull = run.scalars.y * element.gradient + run.scalars.z * moments.mean;
    let step = pull / (sqrt(moments.squares) * run.scalars.w + epsilon);
    weights[run.weights + i] = element.weight - step;
  }
}
