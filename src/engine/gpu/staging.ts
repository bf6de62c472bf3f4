/** Copies parts of buffers to the host; staging buffers are kept for the next read of like size. */
const smallest = 256;
/** Larger ones are made for one read and freed. */
const largestKept = 2 ** 20;

export class Staging {
  private readonly device: GPUDevice;
  private readonly free: GPUBuffer[] = [];
  private readonly all = new Set<GPUBuffer>();

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** `at` and `bytes` are multiples of 4. Rejects when the device is lost or disposed of meanwhile. */
  async read(source: GPUBuffer, at: number, bytes: number): Promise<ArrayBuffer> {
    const staging = this.take(bytes);
    const encoder = this.device.createCommandEncoder({ label: `read ${source.label}` });
    encoder.copyBufferToBuffer(source, at, staging, 0, bytes);
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ, 0, bytes);
    const copy = staging.getMappedRange(0, bytes).slice(0);
    staging.unmap();
    this.release(staging);
    return copy;
  }

  dispose(): void {
    for (const buffer of this.all) buffer.destroy();
    this.all.clear();
    this.free.length = 0;
  }

  private take(bytes: number): GPUBuffer {
    const size = Math.max(smallest, 2 ** Math.ceil(Math.log2(bytes)));
    const index = this.free.findIndex((buffer) => buffer.size === size);
    const [known] = index < 0 ? [] : this.free.splice(index, 1);
    if (known) return known;
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const buffer = this.device.createBuffer({ label: `staging ${size}`, size, usage });
    this.all.add(buffer);
    return buffer;
  }

  private release(buffer: GPUBuffer): void {
    if (buffer.size <= largestKept) {
      this.free.push(buffer);
    } else {
      this.all.delete(buffer);
      buffer.destroy();
    }
  }
}
