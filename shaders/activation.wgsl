// Elementwise functions by code; the codes and what the slope is computed from stand in
// src/engine/ops/unary.ts. The code is an override where it is used, so the switch folds.
// uses: numbers

const LINEAR = 0u;
const SIGMOID = 1u;
const TANH = 2u;
const RELU = 3u;
const LEAKY_RELU = 4u;
const ELU = 5u;
const SELU = 6u;
const GELU = 7u;
const SILU = 8u;
const SOFTPLUS = 9u;
const EXP = 10u;
const LOG = 11u;
const SQRT = 12u;
const SQUARE = 13u;
const NEGATE = 14u;
const ABS = 15u;
const GELU_TANH = 16u;
const HARD_SIGMOID = 17u;
const HARD_SWISH = 18u;
const MISH = 19u;
const RELU6 = 20u;
const SOFTSIGN = 21u;

// Slope of LEAKY_RELU and height of ELU.
override ALPHA: f32 = 1.0;
// From here on down e^x is no normal number.
const LOWEST = -87.0;
// Klambauer et al., "Self-Normalizing Neural Networks", 2017.
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

// 1 / (1 + e^-x); e^-x is kept finite.
fn logistic(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(clamp(-x, LOWEST, -LOWEST)));
}

// x s(x) for a share s of x that vanishes below: however large x is, nothing is left of it there.
fn vanishing(x: f32, share: f32) -> f32 {
  return select(x * share, 0.0, x < LOWEST);
}

// 2 sqrt(2/pi) (x + 0.044715 x^3), as (1 + tanh u) / 2 = sigmoid(2 u).
fn gelu_tanh_share(x: f32) -> f32 {
  let near = clamp(x, -12.0, 12.0);
  return select(logistic(1.5957691216057308 * near * (1.0 + 0.044715 * near * near)), 0.0, x < -12.0);
}

// tanh(softplus(x)) = n / (n + 2), n = e^x (e^x + 2)
fn mish_share(e: f32) -> f32 {
  let n = e * (e + 2.0);
  return n / (n + 2.0);
}

// e^x - 1; near 0 by its series, where the difference would lose its digits.
fn exp_minus_one(x: f32) -> f32 {
  let series = x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x / 120.0))));
  return select(exp(x) - 1.0, series, abs(x) < 0.2);
}

// ln(1 + x) for x in [0, 1]; near 0 by its series.
fn log_one_plus(x: f32) -> f32 {
  let series = x * (1.0 - x * (0.5 - x * (1.0 / 3.0 - x * (0.25 - x * 0.2))));
  return select(log(1.0 + x), series, x < 0.05);
}

// erf(x) = 1 - (a1 t + ... + a5 t^5) e^-x^2, t = 1 / (1 + p x): Abramowitz and Stegun 7.1.26, error
// below 1.5e-7.
fn error_function(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x));
  let poly = t * (0.254829592
    + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(x) * (1.0 - poly * exp(-x * x));
}

fn finite_activation(code: u32, x: f32) -> f32 {
  switch code {
    case SIGMOID: { return logistic(x); }
    // Some adapters' tanh overflows for large arguments; beyond 10 it is 1 in f32.
    case TANH: { return tanh(clamp(x, -10.0, 10.0)); }
    case RELU: { return max(x, 0.0); }
    case LEAKY_RELU: { return select(ALPHA * x, x, x > 0.0); }
    case ELU: { return select(ALPHA * exp_minus_one(clamp(x, LOWEST, 0.0)), x, x > 0.0); }
    case SELU: {
      return SELU_SCALE * select(SELU_ALPHA * exp_minus_one(clamp(x, LOWEST, 0.0)), x, x > 0.0);
    }
    // x Phi(x) = x (1 + erf(x / sqrt 2)) / 2
    case GELU: { return 0.5 * x * (1.0 + error_function(clamp(x * 0.7071067811865476, -9.0, 9.0))); }
    case SILU: { return vanishing(x, logistic(x)); }
    // ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|)
    case SOFTPLUS: { return max(x, 0.0) + log_one_plus(exp(max(-abs(x), LOWEST))); }
    case EXP: { return exp(x); }
    // Of 0 and below, log of the smallest normal number: adapters differ there.
    case LOG: { return log(max(x, 1.1754944e-38)); }
    case SQRT: { return sqrt(max(x, 0.0)); }
    case SQUARE: { return x * x; }
    case NEGATE: { return -x; }
    case ABS: { return abs(x); }
    case GELU_TANH: { return x * gelu_tanh_share(x); }
    // relu6(x + 3) / 6
    case HARD_SIGMOID: { return clamp(x + 3.0, 0.0, 6.0) / 6.0; }
    case HARD_SWISH: { return x * (clamp(x + 3.0, 0.0, 6.0) / 6.0); }
    case MISH: { return vanishing(x, mish_share(exp(clamp(x, LOWEST, 20.0)))); }
    case RELU6: { return clamp(x, 0.0, 6.0); }
    case SOFTSIGN: { return x / (1.0 + abs(x)); }
    default: { return x; }
  }
}

// f(x); NaN passes through every function.
fn activation(code: u32, x: f32) -> f32 {
  return select(finite_activation(code, x), x, is_nan(x));
}

fn finite_slope(code: u32, saved: f32) -> f32 {
  switch code {
    // y (1 - y)
    case SIGMOID: { return saved * (1.0 - saved); }
    // 1 - y^2
    case TANH: { return 1.0 - saved * saved; }
    case RELU: { return select(0.0, 1.0, saved > 0.0); }
    case LEAKY_RELU: { return select(ALPHA, 1.0, saved > 0.0); }
    // alpha e^x = y + alpha for x <= 0
    case ELU: { return select(saved + ALPHA, 1.0, saved > 0.0); }
    case SELU: { return select(saved + SELU_SCALE * SELU_ALPHA, SELU_SCALE, saved > 0.0); }
    // Phi(x) + x phi(x)
    case GELU: {
      let x = clamp(saved, -12.0, 12.0);
      let density = 0.3989422804014327 * exp(-0.5 * x * x);
      return 0.5 * (1.0 + error_function(x * 0.7071067811865476)) + x * density;
    }
    // s (1 + x (1 - s)), s = sigmoid(x)
    case SILU: {
      let x = clamp(saved, -80.0, 80.0);
      let s = logistic(x);
      return s * (1.0 + x * (1.0 - s));
    }
    // sigmoid(x) = 1 - e^-y
    case SOFTPLUS: { return -exp_minus_one(max(-saved, LOWEST)); }
    case EXP: { return saved; }
    case LOG: { return 1.0 / saved; }
    case SQRT: { return 0.5 / saved; }
    case SQUARE: { return 2.0 * saved; }
    case NEGATE: { return -1.0; }
    case ABS: { return sign(saved); }
    // s + x s (1 - s) u'(x), s = sigmoid(u(x))
    case GELU_TANH: {
      let x = clamp(saved, -12.0, 12.0);
      let s = gelu_tanh_share(x);
      return s + x * s * (1.0 - s) * 1.5957691216057308 * (1.0 + 0.134145 * x * x);
    }
    case HARD_SIGMOID: { return select(0.0, 1.0 / 6.0, saved > 0.0 && saved < 1.0); }
    case HARD_SWISH: {
      return select(select(saved / 3.0 + 0.5, 0.0, saved < -3.0), 1.0, saved > 3.0);
    }
    // t + 4 x e^x (e^x + 1) / (n + 2)^2, t = n / (n + 2)
    case MISH: {
      let x = clamp(saved, LOWEST, 20.0);
      let e = exp(x);
      let root = e * (e + 2.0) + 2.0;
      return mish_share(e) + 4.0 * x * (e / root) * ((e + 1.0) / root);
    }
    case RELU6: { return select(0.0, 1.0, saved > 0.0 && saved < 6.0); }
    // 1 / (1 + |x|) = 1 - |y|
    case SOFTSIGN: {
      let rest = 1.0 - abs(saved);
      return rest * rest;
    }
    default: { return 1.0; }
  }
}

// f'(x) from what the function saves, which is f(x) or x as its row in unary.ts says; NaN passes.
fn activation_slope(code: u32, saved: f32) -> f32 {
  return select(finite_slope(code, saved), saved, is_nan(saved));
}
