import { type LinedText, pathOf, readDiskText } from './diskText';
import type { Place } from './places';

/**
 * Whether the file of that name holds what runs, as far as this place shows: as many characters are in front of it.
 * Compilers that work in memory change that, but for those that only blank types out. Large files are taken to be what
 * runs.
 */
export function isOnDisk({ file, line, column, offset }: Place): boolean {
  const path = pathOf(file);
  const text = path === undefined ? undefined : readDiskText(path);
  if (!text || text === 'large') return text === 'large';
  const start = text.starts[line - 1];
  return start !== undefined && (offset === undefined || start + column - 1 === offset);
}

/** Whether the same stands there in both: up to the place, and the name at it; blanks may be in the place of types. */
export function isAlike({ file, line, column }: Place, ran: LinedText): boolean {
  const path = pathOf(file);
  const onDisk = path === undefined ? undefined : readDiskText(path);
  if (!onDisk || onDisk === 'large') return false;
  const [one = '', other = ''] = [ran.lines[line - 1], onDisk.lines[line - 1]];
  const end = column + (/^[\w$]*/.exec(one.slice(column))?.[0].length ?? 0);
  return [...one.slice(0, end)].every((character, i) => character === ' ' || character === other[i]);
}
