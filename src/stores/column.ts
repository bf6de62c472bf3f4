/** A column of numbers that grows; beyond its limit it keeps every second value, then every fourth. */
export class Column {
  /** Values given for each one kept. */
  stride = 1;
  /** Values given so far. */
  count = 0;
  private data: Float32Array | Float64Array;
  private readonly limit: number;

  /** `limit`: values kept at most, an even number. */
  constructor(limit: number, precision: "single" | "double" = "single") {
    this.limit = limit;
    const capacity = Math.min(limit, 1024);
    this.data = precision === "single" ? new Float32Array(capacity) : new Float64Array(capacity);
  }

  /** Values kept. */
  get length(): number {
    return Math.ceil(this.count / this.stride);
  }

  push(value: number): void {
    if (this.count % this.stride === 0) {
      if (this.length === this.limit) this.thin();
      if (this.length === this.data.length) this.grow();
      this.data[this.length] = value;
    }
    this.count++;
  }

  private grow(): void {
    const size = Math.min(this.limit, this.data.length * 2);
    const larger =
      this.data instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
    larger.set(this.data);
    this.data = larger;
  }

  private thin(): void {
    for (let i = 0; 2 * i < this.length; i++) this.data[i] = this.data[2 * i] ?? Number.NaN;
    this.stride *= 2;
  }

  /** The value given as number `index`, or the last one kept before it; NaN outside. */
  at(index: number): number {
    if (index < 0 || index >= this.count) return Number.NaN;
    return this.data[Math.floor(index / this.stride)] ?? Number.NaN;
  }

  /** Forgets the values given from number `count` on. */
  truncate(count: number): void {
    this.count = Math.max(0, Math.min(this.count, count));
  }

  /** A copy of the kept values. */
  values(): Float32Array | Float64Array {
    return this.data.slice(0, this.length);
  }
}
