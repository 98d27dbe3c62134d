import { isObject } from '../../base/shape';

/** How many items an input has: it is a list of them, or one as a text or an object. */
export function countInput(input: unknown): number | undefined {
  if (Array.isArray(input)) return input.length;
  return typeof input === 'string' || isObject(input) ? 1 : undefined;
}
