// Groups of values and how two are joined. What is not finite is counted and left out of the rest.
// uses: numbers

struct Group {
  count: f32,
  not_finite: f32,
  mean: f32,
  deviation: f32,
  low: f32,
  high: f32,
  zeros: f32,
}

// Mean and sum of squared distances from it, of values divided by a scale so that no square over- or
// underflows.
struct Moments {
  count: f32,
  mean: f32,
  squares: f32,
}

fn group_of(value: f32) -> Group {
  if (!is_finite(value)) {
    return Group(0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0);
  }
  let zero = select(0.0, 1.0, (bitcast<u32>(value) & 0x7fffffffu) == 0u);
  return Group(1.0, 0.0, value, 0.0, value, value, zero);
}

// Everything of two groups but their mean and deviation.
fn counted(a: Group, b: Group) -> Group {
  var low = select(a.low, b.low, a.count == 0.0);
  var high = select(a.high, b.high, a.count == 0.0);
  if (b.count > 0.0) {
    low = min(low, b.low);
    high = max(high, b.high);
  }
  let not_finite = a.not_finite + b.not_finite;
  return Group(a.count + b.count, not_finite, 0.0, 0.0, low, high, a.zeros + b.zeros);
}

fn scale_of(group: Group) -> f32 {
  // 2^-100 to 2^100: its inverse is a normal number too.
  return clamp(max(abs(group.low), abs(group.high)), 7.888609e-31, 1.2676506e30);
}

// Chan, Golub and LeVeque, 1983.
fn joined(a: Moments, b: Group, inverse_scale: f32) -> Moments {
  if (b.count == 0.0) {
    return a;
  }
  let count = a.count + b.count;
  let share = b.count / count;
  let distance = b.mean * inverse_scale - a.mean;
  let spread = b.deviation * inverse_scale;
  let squares = b.count * spread * spread + distance * distance * a.count * share;
  return Moments(count, a.mean + distance * share, a.squares + squares);
}

fn with_moments(group: Group, moments: Moments, scale: f32) -> Group {
  var result = group;
  result.mean = moments.mean * scale;
  result.deviation = sqrt(moments.squares / max(group.count, 1.0)) * scale;
  return result;
}

// |x|^2 = sum of squared distances + n mean^2
fn norm_of(moments: Moments, scale: f32) -> f32 {
  return sqrt(moments.squares + moments.count * moments.mean * moments.mean) * scale;
}
