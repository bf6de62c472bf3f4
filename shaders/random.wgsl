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
