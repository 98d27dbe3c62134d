import {
  openSync as fsOpenSync,
  readFileSync as fsReadFileSync,
  statSync as fsStatSync,
  writeSync as fsWriteSync,
} from 'node:fs';
import { type PerformanceNodeTiming, performance } from 'node:perf_hooks';

/**
 * What the probe needs of the platform, taken before the program runs: tests replace clocks, file systems and JSON
 * while they run, and the probe must neither see nor count those.
 */
export const openSync = fsOpenSync;
export const writeSync = fsWriteSync;
export const readFileSync = fsReadFileSync;
export const statSync = fsStatSync;
export const monotonicNow: () => number = performance.now.bind(performance);
export const timeOrigin: number = performance.timeOrigin;
export const wallClockNow: () => number = Date.now;
export const hrtime: () => [number, number] = process.hrtime.bind(process);
export const later: (callback: () => void) => unknown = setImmediate;
export const soon: (callback: () => void) => void = queueMicrotask;
/** Memory of its own, which holds anything. */
export const allocateBytes: (size: number) => Buffer = Buffer.allocUnsafeSlow;
export const stringify: (value: unknown) => string = JSON.stringify;
export const parseJson: (text: string) => unknown = JSON.parse;
export const apply = Reflect.apply;
export const defineProperty = Object.defineProperty;
export const prototypeOf = Object.getPrototypeOf;
export const descriptorOf = Object.getOwnPropertyDescriptor;
export const ErrorConstructor = Error;
export const captureStackTrace = Error.captureStackTrace;
export const UrlConstructor = URL;

const { nodeTiming } = performance as { nodeTiming?: Partial<PerformanceNodeTiming> & UvMetrics };
const cpuUsage = ((process as ThreadCpu).threadCpuUsage ?? process.cpuUsage).bind(process);

/** Where the event loop is. */
export interface LoopState {
  /** Time it spent waiting for events so far, in ms. */
  readonly idle: number;
  /** Number of its polls so far, the newest included; unknown before Node 20.18 and 22.8. */
  readonly polls?: number;
  /** Number of events that polls so far found waiting, the newest left out; unknown as `polls`. */
  readonly waiting?: number;
}

interface UvMetrics {
  readonly uvMetricsInfo?: { readonly loopCount: number; readonly eventsWaiting: number };
}

interface ThreadCpu {
  readonly threadCpuUsage?: () => NodeJS.CpuUsage;
}

/** Undefined where the runtime doesn't tell. Costs about 250 ns. */
export function readLoop(): LoopState | undefined {
  const idle = nodeTiming?.idleTime;
  if (idle === undefined) return undefined;
  const metrics = nodeTiming?.uvMetricsInfo;
  return { idle, polls: metrics?.loopCount, waiting: metrics?.eventsWaiting };
}

/** CPU time so far, in ms: of this thread from Node 22.19 on, before that of the process. Costs about 600 ns. */
export function cpuTime(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1e3;
}

const bufferFrom = Buffer.from as (...args: unknown[]) => Buffer;
const bufferByteLength = Buffer.byteLength;
const { base64Slice } = Buffer.prototype as unknown as {
  base64Slice(this: Uint8Array, from: number, to: number): string;
};

/** Base64 of some of a view's bytes. */
export function toBase64(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return apply(base64Slice, bytes, [from, to]) as string;
}

export function byteLength(chunk: Uint8Array | string, encoding?: BufferEncoding): number {
  return typeof chunk === 'string' ? bufferByteLength(chunk, encoding) : chunk.length;
}

/** A view as it is; a string is encoded. */
export function toBytes(chunk: Uint8Array | string, encoding: BufferEncoding | undefined): Uint8Array {
  return typeof chunk === 'string' ? bufferFrom(chunk, encoding) : chunk;
}

/** As `toBytes`, but always a buffer: it shares its memory with a view. */
export function toBuffer(chunk: Uint8Array | string, encoding: BufferEncoding | undefined): Buffer {
  if (typeof chunk === 'string') return bufferFrom(chunk, encoding);
  return bufferFrom(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
