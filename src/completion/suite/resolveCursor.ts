import { LineIndex, type Position } from './lineIndex';
import type { Cursor } from './suite';

/** A cursor in a text. */
export interface ResolvedCursor extends Position {
  readonly offset: number;
  /** Characters behind the cursor that are no part of the code: the marker's. */
  readonly taken: number;
  readonly prefix: string;
  readonly suffix: string;
}

export interface CursorProblem {
  /** What is wrong, and what to do about it. */
  readonly problem: string;
}

/** Finds a cursor in the text of a file. */
export function resolveCursor(text: string, cursor: Cursor): ResolvedCursor | CursorProblem {
  if ('line' in cursor) return resolvePlace(text, cursor);
  const isMarker = 'marker' in cursor;
  const wanted = withLineEndsOf(text, isMarker ? cursor.marker : cursor.after);
  const start = text.indexOf(wanted);
  const kind = isMarker ? 'marker' : 'text of "after"';
  if (start < 0)
    return { problem: `The ${kind} is not in the file. Put it in, or name a text that is there.` };
  const second = text.indexOf(wanted, start + 1);
  if (second >= 0) return { problem: explainSecond(text, kind, start, second) };
  return isMarker ? cut(text, start, wanted.length) : cut(text, start + wanted.length, 0);
}

function resolvePlace(text: string, place: Position): ResolvedCursor | CursorProblem {
  const lines = new LineIndex(text);
  const line = lines.lineAt(place.line);
  if (line === undefined) {
    return {
      problem: `The file has no line ${place.line}: its last is ${lines.lineCount}. Change the cursor.`,
    };
  }
  if (place.column > line.length + 1) {
    return {
      problem: `Line ${place.line} has no column ${place.column}: its end is column ${line.length + 1}. Change the cursor.`,
    };
  }
  return cut(text, lines.offsetOf(place), 0);
}

/** A text of the suite may have `\n` where the file has `\r\n`. */
function withLineEndsOf(text: string, wanted: string): string {
  return text.includes(wanted) ? wanted : wanted.replace(/\r?\n/g, '\r\n');
}

function explainSecond(text: string, kind: string, first: number, second: number): string {
  const lines = new LineIndex(text);
  const [from, to] = [first, second].map((offset) => lines.positionAt(offset).line);
  const where = from === to ? `twice on line ${from}` : `on lines ${from} and ${to}`;
  return `The ${kind} is in the file more than once, ${where}. Make it longer, so that it is there once.`;
}

function cut(text: string, offset: number, taken: number): ResolvedCursor {
  return {
    ...new LineIndex(text).positionAt(offset),
    offset,
    taken,
    prefix: text.slice(0, offset),
    suffix: text.slice(offset + taken),
  };
}
