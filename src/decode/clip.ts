import { maxNameChars } from './limits';

/** A name from outside (model, id, tool, finish reason), cut to a length that no honest one has. */
export function clip(name: string): string {
  return name.length > maxNameChars ? copyOf(name.slice(0, maxNameChars)) : name;
}

/** The engine's slice of a text keeps all of it in memory; a copy doesn't. */
function copyOf(slice: string): string {
  return JSON.parse(JSON.stringify(slice)) as string;
}
