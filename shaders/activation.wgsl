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

const LEAKY_RELU_SLOPE = 0.01;
// Klambauer et al., "Self-Normalizing Neural Networks", 2017.
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

// 1 / (1 + e^-x); e^-x is kept finite.
fn logistic(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(-max(x, -88.0)));
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
    case LEAKY_RELU: { return select(LEAKY_RELU_SLOPE * x, x, x > 0.0); }
    case ELU: { return select(exp_minus_one(min(x, 0.0)), x, x > 0.0); }
    case SELU: {
      return SELU_SCALE * select(SELU_ALPHA * exp_minus_one(min(x, 0.0)), x, x > 0.0);
    }
    // x Phi(x) = x (1 + erf(x / sqrt 2)) / 2
    case GELU: { return 0.5 * x * (1.0 + error_function(clamp(x * 0.7071067811865476, -9.0, 9.0))); }
    case SILU: { return x * logistic(x); }
    // ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|)
    case SOFTPLUS: { return max(x, 0.0) + log_one_plus(exp(-abs(x))); }
    case EXP: { return exp(x); }
    // Of 0 and below, log of the smallest normal number: adapters differ there.
    case LOG: { return log(max(x, 1.1754944e-38)); }
    case SQRT: { return sqrt(max(x, 0.0)); }
    case SQUARE: { return x * x; }
    case NEGATE: { return -x; }
    case ABS: { return abs(x); }
    default: { return x; }
  }
}

// f(x); NaN passes through every function.
fn activation(code: u32, x: f32) -> f32 {
  return select(finite_activation(code, x), x, is_nan(x));
}

// f'(x) from what the function saves: y = f(x), or x for gelu, silu, log, square, negate and abs.
fn activation_slope(code: u32, saved: f32) -> f32 {
  switch code {
    // y (1 - y)
    case SIGMOID: { return saved * (1.0 - saved); }
    // 1 - y^2
    case TANH: { return 1.0 - saved * saved; }
    case RELU: { return select(0.0, 1.0, saved > 0.0); }
    case LEAKY_RELU: { return select(LEAKY_RELU_SLOPE, 1.0, saved > 0.0); }
    // e^x = y + 1 for x <= 0
    case ELU: { return select(saved + 1.0, 1.0, saved > 0.0); }
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
    case SOFTPLUS: { return -exp_minus_one(-saved); }
    case EXP: { return saved; }
    case LOG: { return 1.0 / saved; }
    case SQRT: { return 0.5 / saved; }
    case SQUARE: { return 2.0 * saved; }
    case NEGATE: { return -1.0; }
    case ABS: { return sign(saved); }
    default: { return 1.0; }
  }
}
