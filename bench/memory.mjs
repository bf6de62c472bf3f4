/** What a page, its worker and its GPU hold, after a collection. */
import { residentBytes } from "./processor-time.mjs";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("playwright").CDPSession} CDPSession */

/**
 * Bytes; buffers: of the GPU, neither destroyed nor collected; resident: of all of the browser's
 * processes, null where there is no /proc.
 * @typedef {{ page: number, worker: number, gpu: number, buffers: number, resident: number | null }} Memory
 */

/** @typedef {{ live: number, bytes: number }} BufferCount */

/** Runs in the worker before it opens a device: counts what is created and not given back. */
function countBuffers() {
  if (typeof GPUDevice === "undefined") return;
  /** @type {BufferCount} */
  const count = { live: 0, bytes: 0 };
  Object.assign(globalThis, { bufferCount: count });
  /** @type {WeakMap<GPUBuffer, () => void>} */
  const held = new WeakMap();
  const collected = new FinalizationRegistry((/** @type {() => void} */ release) => release());
  const createBuffer = Reflect.get(GPUDevice.prototype, "createBuffer");
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    let isHeld = true;
    count.live += 1;
    count.bytes += descriptor.size;
    const release = () => {
      if (!isHeld) return;
      isHeld = false;
      count.live -= 1;
      count.bytes -= descriptor.size;
    };
    held.set(buffer, release);
    collected.register(buffer, release);
    return buffer;
  };
  const destroy = Reflect.get(GPUBuffer.prototype, "destroy");
  GPUBuffer.prototype.destroy = function () {
    held.get(this)?.();
    return destroy.call(this);
  };
}

/** Heap in use after a collection, array buffers included. @param {(method: string) => Promise<unknown>} send */
async function heapBytes(send) {
  await send("HeapProfiler.collectGarbage");
  const usage = await send("Runtime.getHeapUsage");
  const { usedSize, backingStorageSize = 0 } =
    /** @type {{ usedSize: number, backingStorageSize?: number }} */ (usage);
  return usedSize + backingStorageSize;
}

/**
 * A way to ask the worker's own debugger. Playwright's sessions reach pages only: messages to what
 * hangs on them are passed through.
 * @param {CDPSession} session
 */
async function workerSender(session) {
  /** @type {Map<number, (result: unknown) => void>} */
  const waiting = new Map();
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  /** @type {Promise<string>} */
  const attached = new Promise((resolve) => {
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") resolve(sessionId);
    });
  });
  const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
  await session.send("Target.setAutoAttach", attach);
  const sessionId = await attached;
  let asked = 0;
  return (/** @type {string} */ method) => {
    const id = ++asked;
    /** @type {Promise<unknown>} */
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method });
    return session.send("Target.sendMessageToTarget", { sessionId, message }).then(() => answer);
  };
}

/**
 * Call before the worker opens the device that is to be watched.
 * @param {Page} page
 */
export async function watchMemory(page) {
  const session = await page.context().newCDPSession(page);
  const [worker] = page.workers();
  if (!worker) throw new Error("expected the page to have a worker");
  await worker.evaluate(countBuffers);
  const toWorker = await workerSender(session);
  const toPage = (/** @type {string} */ method) =>
    session.send(/** @type {"Runtime.getHeapUsage"} */ (method));
  /** @returns {Promise<Memory>} */
  return async () => {
    const heaps = { page: await heapBytes(toPage), worker: await heapBytes(toWorker) };
    const count = await worker.evaluate(
      () =>
        /** @type {{ bufferCount?: BufferCount }} */ (/** @type {unknown} */ (globalThis))
          .bufferCount,
    );
    const { live: buffers = 0, bytes: gpu = 0 } = count ?? {};
    return { ...heaps, gpu, buffers, resident: residentBytes() };
  };
}
