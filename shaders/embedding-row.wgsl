// The row that an index names; `rows` where it is none of 0 .. rows - 1.
// uses: numbers

fn row_of(index: f32, rows: u32) -> u32 {
  if (is_nan(index) || index < 0.0 || index >= f32(rows) || floor(index) != index) {
    return rows;
  }
  return u32(index);
}
