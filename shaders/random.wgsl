// Counter-based random numbers, bit for bit those of src/engine/core/random.ts. pcg4d of Jarzynski
// and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020.

const STREAM_ORDER = 2u;
const FEISTEL_ROUNDS = 6u;

fn pcg4d(words: vec4u) -> vec4u {
  var v = words * 1664525u + 1013904223u;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  v ^= v >> vec4u(16u);
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  return v;
}

// Uniform in [0, 1) with 24 bits.
fn random_uniform(seed: u32, stream: u32, step: u32, index: u32) -> f32 {
  return f32(pcg4d(vec4u(seed, stream, step, index)).x >> 8u) / 16777216.0;
}

// -ln(1 - u) for u in [0, 1): 2 atanh(u / (2 - u)) where u is small, as WGSL promises of log near 1
// only an absolute error.
fn negative_log_of_rest(u: f32) -> f32 {
  let t = u / (2.0 - u);
  let q = t * t;
  let series = 2.0 * t * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q / 9.0))));
  return select(-log(1.0 - u), series, u < 0.25);
}

// cos(2 pi v) for v in [0, 1), by Taylor's series on the nearest quarter of a turn: WGSL's own cosine
// may be off by 2^-11.
fn cosine_of_turn(v: f32) -> f32 {
  let quarter = floor(v * 4.0 + 0.5);
  let a = (v * 4.0 - quarter) * 1.57079632679;
  let s = a * a;
  let cosine = 1.0 - s * (0.5 - s * (1.0 / 24.0 - s * (1.0 / 720.0 - s / 40320.0)));
  let sine = a * (1.0 - s * (1.0 / 6.0 - s * (1.0 / 120.0 - s * (1.0 / 5040.0 - s / 362880.0))));
  let turn = u32(quarter) & 3u;
  let size = select(cosine, sine, (turn & 1u) == 1u);
  return select(size, -size, turn == 1u || turn == 2u);
}

// Standard normal by Box and Muller (1958).
fn random_normal(seed: u32, stream: u32, step: u32, index: u32) -> f32 {
  let words = vec2f(pcg4d(vec4u(seed, stream, step, index)).xy >> vec2u(8u)) / 16777216.0;
  return sqrt(2.0 * negative_log_of_rest(words.x)) * cosine_of_turn(words.y);
}

// Place of `index` in the permutation of 0..count-1 that (seed, epoch) names: a Feistel cipher,
// walked until it falls inside.
fn permuted(index: u32, count: u32, seed: u32, epoch: u32) -> u32 {
  let bits = 32u - countLeadingZeros(max(1u, count - 1u));
  let half_bits = max(1u, (bits + 1u) / 2u);
  let mask = (1u << half_bits) - 1u;
  var place = index;
  loop {
    var left = place >> half_bits;
    var right = place & mask;
    for (var round = 0u; round < FEISTEL_ROUNDS; round++) {
      let mixed = pcg4d(vec4u(right, seed, epoch, STREAM_ORDER * 256u + round)).x & mask;
      let next = left ^ mixed;
      left = right;
      right = next;
    }
    place = (left << half_bits) | right;
    if (place < count) {
      break;
    }
  }
  return place;
}
