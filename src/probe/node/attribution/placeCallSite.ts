import type { Place } from './places';

/**
 * A call site as formatters of stacks expect it, for a place that was on a stack earlier. Its methods are on the
 * prototype because some formatters copy call sites from there.
 */
export class PlaceCallSite {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  getFileName(): string {
    return this.#place.file;
  }
  getScriptNameOrSourceURL(): string {
    return this.#place.file;
  }
  getLineNumber(): number {
    return this.#place.line;
  }
  getColumnNumber(): number {
    return this.#place.column;
  }
  getEnclosingLineNumber(): number {
    return this.#place.line;
  }
  getEnclosingColumnNumber(): number {
    return this.#place.column;
  }
  getFunctionName(): string | null {
    return this.#place.fn ?? null;
  }
  getMethodName(): null {
    return null;
  }
  getTypeName(): null {
    return null;
  }
  getThis(): undefined {
    return undefined;
  }
  getFunction(): undefined {
    return undefined;
  }
  getEvalOrigin(): undefined {
    return undefined;
  }
  getPromiseIndex(): null {
    return null;
  }
  getPosition(): number {
    return 0;
  }
  getScriptHash(): string {
    return '';
  }
  isToplevel(): boolean {
    return true;
  }
  isEval(): boolean {
    return false;
  }
  isNative(): boolean {
    return false;
  }
  isConstructor(): boolean {
    return false;
  }
  isAsync(): boolean {
    return false;
  }
  isPromiseAll(): boolean {
    return false;
  }
  toString(): string {
    const { file, line, column, fn } = this.#place;
    return fn ? `${fn} (${file}:${line}:${column})` : `${file}:${line}:${column}`;
  }
}
