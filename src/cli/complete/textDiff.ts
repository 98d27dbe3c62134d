import { diffLines } from 'diff';
import { formatNumberOf } from '../../base/format';
import { plain, type Screen, truncate, wrap } from '../terminal/screen';

const MOST_LINES = 24;

/** An answer that is not what its case expects. Known while the command runs, and never stored. */
export interface Miss {
  readonly text: string;
  readonly because: string;
  /** Where the case names a text. */
  readonly expected?: string;
}

/**
 * Why an answer is not what was expected, and what came, for the terminal of the one who runs the suite and nowhere else.
 * @returns lines without line feed
 */
export function drawMiss({ text, because, expected }: Miss, screen: Screen): string[] {
  const lines = expected === undefined ? mark('+', text, 'red', screen) : drawDiff(expected, text, screen);
  const rest = lines.length - MOST_LINES;
  return [
    ...wrap(plain(because), screen.width - 2),
    ...lines.slice(0, MOST_LINES),
    ...(rest > 0 ? [screen.paint('dim', `… ${formatNumberOf(rest, 'more line')}`)] : []),
  ];
}

function drawDiff(expected: string, text: string, screen: Screen): string[] {
  // Where nothing but blanks differs, they have to be seen.
  const isBlankOnly = expected.replace(/\s+/g, '') === text.replace(/\s+/g, '');
  const show = (part: string) => (isBlankOnly ? part.replaceAll(' ', '·').replaceAll('\t', '→') : part);
  // So do line ends that are all that differs.
  if (withEnd(expected) === withEnd(text)) {
    return [
      ...mark('-', JSON.stringify(expected), 'green', screen),
      ...mark('+', JSON.stringify(text), 'red', screen),
    ];
  }
  return diffLines(withEnd(expected), withEnd(text)).flatMap(({ added, removed, value }) => {
    if (removed) return mark('-', show(value), 'green', screen);
    return added ? mark('+', show(value), 'red', screen) : mark(' ', show(value), 'dim', screen);
  });
}

/** Lines are compared with their ends, and a last one without must not differ for that alone. */
function withEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function mark(sign: string, text: string, tone: 'green' | 'red' | 'dim', screen: Screen): string[] {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return lines.map((line) => screen.paint(tone, clip(`${sign} ${line}`, screen)));
}

/** Within the indent that the lines are given. */
function clip(line: string, { width }: Screen): string {
  return truncate(plain(line), width - 2);
}
