import { styleText } from 'node:util';

export type Tone = 'dim' | 'bold' | 'red' | 'green' | 'yellow' | 'blueBright' | 'magenta' | 'cyan' | 'gray';

/** What text is laid out for. */
export interface Screen {
  /** Columns that a line may take. */
  readonly width: number;
  /** Colours text where colours are wanted, and gives it back as it is where not. */
  paint(tone: Tone, text: string): string;
}

const WIDTH_WHEN_UNKNOWN = 110;
const NARROWEST = 60;

/** What of `process.stdout` and `process.stderr` is asked. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
}

/**
 * The screen behind a stream. Colours only on a terminal that has them; `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are
 * heeded by `hasColors` (https://nodejs.org/api/tty.html#writestreamgetcolordepthenv).
 */
export function screenOf(output: Output): Screen {
  const colours = Boolean(output.isTTY && output.hasColors?.());
  return {
    width: Math.max(NARROWEST, output.columns ?? WIDTH_WHEN_UNKNOWN),
    paint: (tone, text) => (colours && text !== '' ? styleText(tone, text, { validateStream: false }) : text),
  };
}

/** Text from outside without control characters, which could steer the terminal. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** Shortens text to a number of characters; an ellipsis takes the last one. */
export function truncate(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`;
}

/** Breaks text at separators into lines of at most `width` characters; a longer piece stays whole. */
export function wrap(text: string, width: number, separator = ' '): string[] {
  const lines: string[] = [];
  for (const piece of text.split(separator)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + separator.length + piece.length > width) lines.push(piece);
    else lines[lines.length - 1] = last + separator + piece;
  }
  return lines;
}

/** As many items of a list as fit; the first one is shortened where it alone is too long. */
export function firstItems(list: string, length: number, separator: string): string {
  return truncate(wrap(list, length, separator)[0] ?? '', length);
}
