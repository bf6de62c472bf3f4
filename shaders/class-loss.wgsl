// What losses of scores [rows, columns] against class indices share; an invocation takes a row. A
// loss's file has the entry point.
// uses: numbers

struct Sizes {
  rows: u32,
  columns: u32,
  // Bits of a float.
  parameter: u32,
  scores_offset: u32,
  scores_stride: u32,
  labels_offset: u32,
  labels_stride: u32,
  losses_offset: u32,
  losses_stride: u32,
  hits_offset: u32,
  hits_stride: u32,
  gradient_offset: u32,
  gradient_stride: u32,
  // Only for a loss that has them.
  weights_offset: u32,
  weights_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> scores: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<f32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;
@group(0) @binding(4) var<storage, read_write> hits: array<f32>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;

struct Row {
  // Where it starts in scores and gradient.
  scores: u32,
  gradient: u32,
  label: u32,
  largest_score: f32,
  hit: bool,
  finite: bool,
}

fn scan_row(run: u32, row: u32) -> Row {
  let start = sizes.scores_offset + run * sizes.scores_stride + row * sizes.columns;
  var best = scores[start];
  var largest = 0u;
  var finite = is_finite(best);
  for (var c = 1u; c < sizes.columns; c++) {
    let score = scores[start + c];
    finite = finite && is_finite(score);
    if (score > best) {
      best = score;
      largest = c;
    }
  }
  let label = u32(labels[sizes.labels_offset + run * sizes.labels_stride + row]);
  return Row(
    start,
    sizes.gradient_offset + run * sizes.gradient_stride + row * sizes.columns,
    min(label, sizes.columns - 1u),
    best,
    finite && largest == label,
    finite,
  );
}

fn store_row(run: u32, row: u32, at: Row, loss: f32) {
  losses[sizes.losses_offset + run * sizes.losses_stride + row] = finite_or_nan(at, loss);
  hits[sizes.hits_offset + run * sizes.hits_stride + row] = select(0.0, 1.0, at.hit);
}

fn finite_or_nan(at: Row, value: f32) -> f32 {
  return select(quiet_nan(), value, at.finite);
}
