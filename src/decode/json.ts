import { isObject } from '../base/shape';
import { clip } from './clip';

/** A JSON object from outside, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value that a JSON text holds; undefined when it is none (no JSON text stands for undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const noObject: JsonObject = Object.freeze({});
const noList: readonly unknown[] = Object.freeze([]);

/** The value when it is an object, else an empty one: a member of it can be asked for in any case. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : noObject;
}

/** The value when it is a list, else an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : noList;
}

/** How many entries the value has when it is a list. */
export function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

/** The value when it is a string, else an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value when it is a string with something in it, cut to a length that no honest name has. */
export function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? clip(value) : undefined;
}

/** The value when it is a finite number, or the number that a string holds. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The first of the values that is a number; 0 when none is. */
export function firstNumber(values: readonly unknown[]): number {
  return values.map(numberOf).find((number) => number !== undefined) ?? 0;
}

/** What a later report of the same figures leaves of an earlier one: every field that it has, it replaces. */
export function updateFields(earlier: JsonObject, later: JsonObject): JsonObject {
  const told = Object.entries(later).filter(([, value]) => value !== null);
  return { ...earlier, ...Object.fromEntries(told) };
}

/** The value as JSON text; a string is taken for JSON text already, nothing for an empty one. */
export function jsonTextOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
