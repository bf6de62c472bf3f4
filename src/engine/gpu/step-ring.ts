/** What changes from step to step: one uniform a step at dynamic offsets, and the scalars beside. */
import type { StepTable } from "../plan/executor.ts";
import type { Gpu } from "./device.ts";

/** Alignment of dynamic offsets that every device accepts. */
const stride = 256;
const uniformBytes = 32;
const scalarsOfRun = 4;

/** Written once per submit; the queue keeps writes and submits in order, so the start is reused. */
export class StepRing {
  private readonly gpu: Gpu;
  private readonly table: GPUBuffer;
  private readonly runs: number;
  private capacity = 0;
  private uniforms: GPUBuffer;
  private scalars: GPUBuffer;
  private bindGroup: GPUBindGroup;

  constructor(gpu: Gpu, table: GPUBuffer, runs: number) {
    this.gpu = gpu;
    this.table = table;
    this.runs = runs;
    ({ uniforms: this.uniforms, scalars: this.scalars, bindGroup: this.bindGroup } = this.make(64));
  }

  bind(pass: GPUComputePassEncoder, step: number): void {
    pass.setBindGroup(1, this.bindGroup, [step * stride]);
  }

  write({ steps, scalars }: StepTable): void {
    if (steps.length > this.capacity) this.grow(steps.length);
    const words = new Uint32Array((steps.length * stride) / 4);
    for (const [row, { step, epoch, offset, count, slot }] of steps.entries()) {
      words.set([step, epoch, offset, count, slot, row], (row * stride) / 4);
    }
    const { queue } = this.gpu.device;
    queue.writeBuffer(this.uniforms, 0, words);
    queue.writeBuffer(this.scalars, 0, Float32Array.from(scalars));
  }

  destroy(): void {
    this.uniforms.destroy();
    this.scalars.destroy();
  }

  private grow(steps: number): void {
    // Destroyed only when the work that reads them is done: destroy waits for submitted work.
    this.destroy();
    const made = this.make(2 ** Math.ceil(Math.log2(steps)));
    this.uniforms = made.uniforms;
    this.scalars = made.scalars;
    this.bindGroup = made.bindGroup;
  }

  private make(capacity: number) {
    const { device, pipelines } = this.gpu;
    this.capacity = capacity;
    const uniforms = device.createBuffer({
      label: "steps",
      size: capacity * stride,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    const scalars = device.createBuffer({
      label: "scalars",
      size: capacity * this.runs * scalarsOfRun * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    const bindGroup = device.createBindGroup({
      label: "steps",
      layout: pipelines.stepLayout,
      entries: [
        { binding: 0, resource: { buffer: uniforms, size: uniformBytes } },
        { binding: 1, resource: { buffer: this.table } },
        { binding: 2, resource: { buffer: scalars } },
      ],
    });
    return { uniforms, scalars, bindGroup };
  }
}
