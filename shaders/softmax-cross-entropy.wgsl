// Cross-entropy of softmax against class indices and its gradient; an invocation takes a row.
// uses: numbers

struct Sizes {
  rows: u32,
  columns: u32,
  logits_offset: u32,
  logits_stride: u32,
  labels_offset: u32,
  labels_stride: u32,
  losses_offset: u32,
  losses_stride: u32,
  hits_offset: u32,
  hits_stride: u32,
  gradient_offset: u32,
  gradient_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<f32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;
@group(0) @binding(4) var<storage, read_write> hits: array<f32>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    one_row(id.z, row);
  }
}

fn one_row(run: u32, row: u32) {
  let start = sizes.logits_offset + run * sizes.logits_stride + row * sizes.columns;
  let label = u32(labels[sizes.labels_offset + run * sizes.labels_stride + row]);
  var shift = logits[start];
  var largest = 0u;
  var finite = is_finite(shift);
  for (var c = 1u; c < sizes.columns; c++) {
    let logit = logits[start + c];
    finite = finite && is_finite(logit);
    if (logit > shift) {
      shift = logit;
      largest = c;
    }
  }
  var sum = 0.0;
  for (var c = 0u; c < sizes.columns; c++) {
    sum += exp(logits[start + c] - shift);
  }
  // -ln softmax(z)[label] = ln(sum of e^(z - max)) + max - z[label]
  let loss = log(sum) + (shift - logits[start + min(label, sizes.columns - 1u)]);
  let nan = quiet_nan();
  losses[sizes.losses_offset + run * sizes.losses_stride + row] = select(nan, loss, finite);
  let hit = finite && largest == label;
  hits[sizes.hits_offset + run * sizes.hits_stride + row] = select(0.0, 1.0, hit);
  // d(mean loss)/dz = (softmax(z) - onehot) / B
  let factor = 1.0 / (sum * f32(sizes.rows));
  let target_share = 1.0 / f32(sizes.rows);
  let out = sizes.gradient_offset + run * sizes.gradient_stride + row * sizes.columns;
  for (var c = 0u; c < sizes.columns; c++) {
    let slope = exp(logits[start + c] - shift) * factor - select(0.0, target_share, c == label);
    gradient[out + c] = select(nan, slope, finite);
  }
}
