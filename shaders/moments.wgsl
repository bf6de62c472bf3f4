// The two running means that Adam and its kin keep: of the gradient, and of its square.
// uses: update

// 1 - beta1 and 1 - beta2, from the host, where their digits are not lost.
fn shares_of(run: Run) -> vec2f {
  return vec2f(constant_of(run, 0u), constant_of(run, 1u));
}

struct Moments {
  mean: f32,
  squares: f32,
}

// m <- m + (1 - b1) (g - m);  v <- v + (1 - b2) (g^2 - v)
fn moments_at(run: Run, shares: vec2f, i: u32, gradient: f32) -> Moments {
  let m_at = slot_place(run, 0u, i);
  let v_at = slot_place(run, 1u, i);
  let old = Moments(slots[m_at], slots[v_at]);
  let mean = old.mean + shares.x * (gradient - old.mean);
  let squares = old.squares + shares.y * (gradient * gradient - old.squares);
  slots[m_at] = mean;
  slots[v_at] = squares;
  return Moments(mean, squares);
}
