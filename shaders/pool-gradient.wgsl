// Gathers what each place of x had a part in: of a maximum all of dy where it is the window's
// first, of an average its share. An invocation makes an element of dx; windows are added in order.
// uses: numbers

struct Sizes {
  // Elements of x of a run.
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
  dy_offset: u32,
  dy_stride: u32,
  x_offset: u32,
  x_stride: u32,
  y_offset: u32,
  y_stride: u32,
  dx_offset: u32,
  dx_stride: u32,
}

override MAX: bool = true;
override COUNT_PADDING: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
// For a maximum only.
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> y: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;

// A place of an image, and where image and channel start in x and in y.
struct Place {
  row: u32,
  column: u32,
  x_image: u32,
  y_image: u32,
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let dx_start = sizes.dx_offset + id.z * sizes.dx_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    dx[dx_start + i] = gathered(i, id.z);
  }
}

fn gathered(element: u32, run: u32) -> f32 {
  let channel = element % sizes.channels;
  var rest = element / sizes.channels;
  let column = rest % sizes.width;
  rest /= sizes.width;
  let row = rest % sizes.height;
  let image = rest / sizes.height;
  let x_image = image * sizes.height * sizes.width * sizes.channels + channel;
  let y_image = image * sizes.out_height * sizes.out_width * sizes.channels + channel;
  let place = Place(row, column, x_image, y_image);

  // Windows that hold the place: those that start no later and end no earlier.
  let down = row + sizes.pad_top;
  let across = column + sizes.pad_left;
  let end_row = min(down / sizes.stride_height + 1u, sizes.out_height);
  let end_column = min(across / sizes.stride_width + 1u, sizes.out_width);
  var sum = 0.0;
  for (
    var window_row = first_window(down, sizes.window_height, sizes.stride_height);
    window_row < end_row;
    window_row++
  ) {
    for (
      var window_column = first_window(across, sizes.window_width, sizes.stride_width);
      window_column < end_column;
      window_column++
    ) {
      sum += part_of(place, window_row, window_column, run);
    }
  }
  return sum;
}

fn first_window(at: u32, size: u32, stride: u32) -> u32 {
  if (at < size) {
    return 0u;
  }
  return (at - size) / stride + 1u;
}

// d loss / d x at a place by way of one window.
fn part_of(place: Place, window_row: u32, window_column: u32, run: u32) -> f32 {
  let output =
    place.y_image + (window_row * sizes.out_width + window_column) * sizes.channels;
  let slope = dy[sizes.dy_offset + run * sizes.dy_stride + output];
  let down = window_row * sizes.stride_height;
  let across = window_column * sizes.stride_width;
  let first_row = max(down, sizes.pad_top) - sizes.pad_top;
  let first_column = max(across, sizes.pad_left) - sizes.pad_left;
  let end_column = min(across + sizes.window_width - sizes.pad_left, sizes.width);
  if (MAX) {
    let largest = y[sizes.y_offset + run * sizes.y_stride + output];
    let start = sizes.x_offset + run * sizes.x_stride + place.x_image;
    let first = is_first(place, largest, start, vec3u(first_row, first_column, end_column));
    return select(0.0, slope, first);
  }
  let end_row = min(down + sizes.window_height - sizes.pad_top, sizes.height);
  let counted = (end_row - first_row) * (end_column - first_column);
  let divisor = select(counted, sizes.window_height * sizes.window_width, COUNT_PADDING);
  return slope / f32(divisor);
}

// Whether the place holds the largest value of a window and none before it does; the window's first
// row, first column and end of columns are `bounds`.
fn is_first(place: Place, largest: f32, start: u32, bounds: vec3u) -> bool {
  let own = start + (place.row * sizes.width + place.column) * sizes.channels;
  if (!same(x[own], largest)) {
    return false;
  }
  for (var row = bounds.x; row <= place.row; row++) {
    let end = select(bounds.z, place.column, row == place.row);
    for (var column = bounds.y; column < end; column++) {
      if (same(x[start + (row * sizes.width + column) * sizes.channels], largest)) {
        return false;
      }
    }
  }
  return true;
}

fn same(a: f32, b: f32) -> bool {
  return a == b || (is_nan(a) && is_nan(b));
}
