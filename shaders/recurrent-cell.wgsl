// What the kernels of recurrent layers share: the cells, forward and backward, for one unit. Gates
// stand as in Keras: h; i, f, c, o; z, r, h. The codes stand in src/engine/ops/recurrent-geometry.ts.
// uses: activation

const SIMPLE = 0u;
const LSTM = 1u;
const GRU = 2u;
// A GRU whose candidate sees (r h) U instead of r (h U + b).
const RESET_BEFORE = 3u;

override CELL: u32 = 0u;
// Of the simple cell.
override ACTIVATION: u32 = 2u;

struct CellForward {
  gates: vec4f,
  // The GRU's h U + b.
  inner: f32,
  h: f32,
  c: f32,
}

struct CellBackward {
  // Gradients of the projections and of the products with the kernel, gate by gate.
  projected: vec4f,
  products: vec4f,
  // Of the state before, as far as it does not pass through the kernel.
  h: f32,
  c: f32,
}

// x are the projections and p the products of the gates; h and c the state before.
fn cell_forward(x: vec4f, p: vec4f, h: f32, c: f32) -> CellForward {
  if (CELL == LSTM) {
    let i = activation(SIGMOID, x.x + p.x);
    let f = activation(SIGMOID, x.y + p.y);
    let g = activation(TANH, x.z + p.z);
    let o = activation(SIGMOID, x.w + p.w);
    let after = f * c + i * g;
    return CellForward(vec4f(i, f, g, o), 0.0, o * activation(TANH, after), after);
  }
  if (CELL == GRU) {
    let z = activation(SIGMOID, x.x + p.x);
    let r = activation(SIGMOID, x.y + p.y);
    let n = activation(TANH, x.z + r * p.z);
    return CellForward(vec4f(z, r, n, 0.0), p.z, z * h + (1.0 - z) * n, 0.0);
  }
  let y = activation(ACTIVATION, x.x + p.x);
  return CellForward(vec4f(y, 0.0, 0.0, 0.0), 0.0, y, 0.0);
}

// kept is the cell before the step, or the GRU's h U + b; dh and dc are of the state after the step.
fn cell_backward(gates: vec4f, kept: f32, h: f32, dh: f32, dc: f32) -> CellBackward {
  if (CELL == LSTM) {
    let i = gates.x;
    let f = gates.y;
    let g = gates.z;
    let o = gates.w;
    let squashed = activation(TANH, f * kept + i * g);
    let through = dc + dh * o * (1.0 - squashed * squashed);
    let slopes = vec4f(
      through * g * i * (1.0 - i),
      through * kept * f * (1.0 - f),
      through * i * (1.0 - g * g),
      dh * squashed * o * (1.0 - o),
    );
    return CellBackward(slopes, slopes, 0.0, through * f);
  }
  if (CELL == GRU) {
    let z = gates.x;
    let r = gates.y;
    let n = gates.z;
    let dn = dh * (1.0 - z) * (1.0 - n * n);
    let dz = dh * (h - n) * z * (1.0 - z);
    let dr = dn * kept * r * (1.0 - r);
    return CellBackward(vec4f(dz, dr, dn, 0.0), vec4f(dz, dr, dn * r, 0.0), dh * z, 0.0);
  }
  let slope = vec4f(dh * activation_slope(ACTIVATION, gates.x), 0.0, 0.0, 0.0);
  return CellBackward(slope, slope, 0.0, 0.0);
}
