import { diffLines } from 'diff';
import { assertNever } from '../../base/assertNever';
import { formatNumberOf } from '../../base/format';
import type { Expectation } from '../../completion/suite/suite';
import { plain, type Screen, truncate } from '../terminal/screen';

const MOST_LINES = 24;

/**
 * What was expected against what came, for the terminal of the one who runs the suite and nowhere else.
 * @returns lines without line feed
 */
export function drawMiss(expected: Expectation, text: string, screen: Screen): string[] {
  const lines = linesOf(expected, text, screen);
  const rest = lines.length - MOST_LINES;
  if (rest <= 0) return lines;
  return [...lines.slice(0, MOST_LINES), screen.paint('dim', `… ${formatNumberOf(rest, 'more line')}`)];
}

function linesOf(expected: Expectation, text: string, screen: Screen): string[] {
  switch (expected.kind) {
    case 'text':
      return drawDiff(expected.text, text, screen);
    case 'matches':
      return [
        screen.paint('green', clip(`- /${expected.pattern}/${expected.flags}`, screen)),
        ...mark('+', text, 'red', screen),
      ];
    case 'parses':
      return mark('+', text, 'red', screen);
    default:
      return assertNever(expected);
  }
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
