import { maxNameChars } from './limits';

/** A name from outside (model, id, tool, finish reason), cut to a length that no honest one has. */
export function clip(name: string): string {
  return name.length > maxNameChars ? name.slice(0, maxNameChars) : name;
}
