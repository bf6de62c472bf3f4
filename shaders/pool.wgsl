// Maximum or average of each window; an invocation makes an output.
// uses: numbers

struct Sizes {
  // Outputs of a run.
  count: u32,
  height: u32,
  width: u32,
  channels: u32,
  out_height: u32,
  out_width: u32,
  window_height: u32,
  window_width: u32,
  stride_height: u32,
  stride_width: u32,
  pad_top: u32,
  pad_left: u32,
  x_offset: u32,
  x_stride: u32,
  y_offset: u32,
  y_stride: u32,
}

override MAX: bool = true;
// An average divides by the size of the window even where it holds padding.
override COUNT_PADDING: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let x_start = sizes.x_offset + id.z * sizes.x_stride;
  let y_start = sizes.y_offset + id.z * sizes.y_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    y[y_start + i] = pooled(i, x_start);
  }
}

fn pooled(output: u32, x_start: u32) -> f32 {
  let channel = output % sizes.channels;
  var rest = output / sizes.channels;
  let across = rest % sizes.out_width * sizes.stride_width;
  rest /= sizes.out_width;
  let down = rest % sizes.out_height * sizes.stride_height;
  let image = x_start + rest / sizes.out_height * sizes.height * sizes.width * sizes.channels;
  // Places of the window that are not padding.
  let first_row = max(down, sizes.pad_top) - sizes.pad_top;
  let end_row = min(down + sizes.window_height - sizes.pad_top, sizes.height);
  let first_column = max(across, sizes.pad_left) - sizes.pad_left;
  let end_column = min(across + sizes.window_width - sizes.pad_left, sizes.width);

  var sum = 0.0;
  var largest = x[image + (first_row * sizes.width + first_column) * sizes.channels + channel];
  for (var row = first_row; row < end_row; row++) {
    var at = image + (row * sizes.width + first_column) * sizes.channels + channel;
    for (var column = first_column; column < end_column; column++) {
      let value = x[at];
      sum += value;
      // A comparison with NaN is false, so NaN is taken and kept by its bits.
      largest = select(largest, value, value > largest || is_nan(value));
      at += sizes.channels;
    }
  }
  let counted = (end_row - first_row) * (end_column - first_column);
  let divisor = select(counted, sizes.window_height * sizes.window_width, COUNT_PADDING);
  return select(sum / f32(divisor), largest, MAX);
}
