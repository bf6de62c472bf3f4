// What losses between values [rows, columns] and targets of that shape share; an invocation takes a
// row. A loss's file has the entry point.
// uses: numbers

struct Sizes {
  rows: u32,
  columns: u32,
  // Bits of a float.
  parameter: u32,
  values_offset: u32,
  values_stride: u32,
  targets_offset: u32,
  targets_stride: u32,
  losses_offset: u32,
  losses_stride: u32,
  hits_offset: u32,
  hits_stride: u32,
  gradient_offset: u32,
  gradient_stride: u32,
}

const THRESHOLD = 1u;
const ARGMAX = 2u;

override HITS: u32 = 0u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> targets: array<f32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;
@group(0) @binding(4) var<storage, read_write> hits: array<f32>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;

// Where a row starts in values, targets and gradient.
struct Row {
  values: u32,
  targets: u32,
  gradient: u32,
}

fn row_at(run: u32, row: u32) -> Row {
  let first = row * sizes.columns;
  return Row(
    sizes.values_offset + run * sizes.values_stride + first,
    sizes.targets_offset + run * sizes.targets_stride + first,
    sizes.gradient_offset + run * sizes.gradient_stride + first,
  );
}

fn parameter() -> f32 {
  return bitcast<f32>(sizes.parameter);
}

// 1 / (B D): the gradient is that of the mean over all numbers.
fn gradient_factor() -> f32 {
  return 1.0 / (f32(sizes.rows) * f32(sizes.columns));
}

fn is_hit(at: Row, threshold: f32) -> bool {
  if (HITS == THRESHOLD) {
    return (values[at.values] > threshold) == (targets[at.targets] > 0.5);
  }
  if (HITS != ARGMAX) {
    return false;
  }
  var best_value = 0u;
  var best_target = 0u;
  for (var c = 1u; c < sizes.columns; c++) {
    if (values[at.values + c] > values[at.values + best_value]) {
      best_value = c;
    }
    if (targets[at.targets + c] > targets[at.targets + best_target]) {
      best_target = c;
    }
  }
  return best_value == best_target;
}

fn store_row(run: u32, row: u32, at: Row, sum: f32, threshold: f32) {
  losses[sizes.losses_offset + run * sizes.losses_stride + row] = sum / f32(sizes.columns);
  let hit = is_finite(sum) && is_hit(at, threshold);
  hits[sizes.hits_offset + run * sizes.hits_stride + row] = select(0.0, 1.0, hit);
}
