import { openSync as fsOpenSync, writeSync as fsWriteSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/**
 * What the probe needs of the platform, taken before the program runs: tests replace clocks, file systems and JSON
 * while they run, and the probe must neither see nor count those.
 */
export const openSync = fsOpenSync;
export const writeSync = fsWriteSync;
export const monotonicNow: () => number = performance.now.bind(performance);
export const timeOrigin: number = performance.timeOrigin;
export const wallClockNow: () => number = Date.now;
export const hrtime: () => [number, number] = process.hrtime.bind(process);
export const later: (callback: () => void) => unknown = setImmediate;
export const stringify: (value: unknown) => string = JSON.stringify;
export const apply = Reflect.apply;
export const defineProperty = Object.defineProperty;
export const descriptorOf = Object.getOwnPropertyDescriptor;
export const ErrorConstructor = Error;
export const captureStackTrace = Error.captureStackTrace;
export const UrlConstructor = URL;

const bufferFrom = Buffer.from as (...args: unknown[]) => Buffer;
const bufferToString = Buffer.prototype.toString;

/** Base64 of a view's bytes, or of a string in the given encoding. */
export function toBase64(chunk: Uint8Array | string, encoding?: BufferEncoding): string {
  return apply(bufferToString, toBuffer(chunk, encoding), ['base64']);
}

/** A view shares its memory with the result; a string is encoded. */
function toBuffer(chunk: Uint8Array | string, encoding: BufferEncoding | undefined): Buffer {
  if (typeof chunk === 'string') return bufferFrom(chunk, encoding);
  return bufferFrom(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
