// What the augmentations of images and of sequences share.
// uses: random

const STREAM_AUGMENTATION = 8u;
// Draws for each number, beside those for each example.
const STREAM_JITTER = 264u;

// Uniform in [0, 1) and in [-1, 1), with 24 bits.
fn unit_of(word: u32) -> f32 {
  return f32(word >> 8u) / 16777216.0;
}

fn signed_of(word: u32) -> f32 {
  return 2.0 * unit_of(word) - 1.0;
}

// Cosine and sine of an angle between -1 and 1 turns.
fn direction_of(turns: f32) -> vec2f {
  return vec2f(cosine_of_turn(fract(turns)), cosine_of_turn(fract(turns + 0.75)));
}

// x / scale + shift, what was normalised; a scale of 0 has left nothing but the shift.
fn raw_of(normalized: f32, shift: f32, scale: f32) -> f32 {
  return select(normalized / scale, 0.0, scale == 0.0) + shift;
}
