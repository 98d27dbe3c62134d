import { plain, type Screen, type Tone, wrap } from '../terminal/screen';
import { type Column, layOutTable } from '../terminal/textTable';
import { type Check, type CheckOutcome, outcomeTexts, titlesOf } from './check';

const tones: Readonly<Record<CheckOutcome, Tone>> = {
  passed: 'green',
  failed: 'red',
  error: 'red',
  unsure: 'yellow',
};

/** Draws checks as a table, a line each: its verdict, its name, its figures. */
export function drawCheckTable(checks: readonly Check[], screen: Screen): string[] {
  const name: Column = {
    title: '',
    align: 'left',
    rank: 0,
    cells: checks.map((check) => `${outcomeTexts[check.outcome].sign} ${plain(check.name)}`),
    paint: (cell, row) => {
      const outcome = checks[row]?.outcome ?? 'passed';
      return screen.paint(tones[outcome], cell.slice(0, 1)) + cell.slice(1);
    },
  };
  const figures = titlesOf(checks).map(
    (title): Column => ({
      title,
      align: 'right',
      rank: 0,
      cells: checks.map((check) => plain(check.figures[title] ?? '')),
    }),
  );
  return layOutTable([name, ...figures], screen);
}

/**
 * Draws what is to be said of a check that did not pass: why, and what to do.
 * @param more lines that belong to it, such as a diff
 */
export function drawTrouble(check: Check, screen: Screen, more: readonly string[] = []): string[] {
  const { outcome, name, message, details } = check;
  if (outcome === 'passed') return [];
  const { sign, label } = outcomeTexts[outcome];
  const head = `${screen.paint(tones[outcome], sign)} ${screen.paint('bold', plain(name))} ${screen.paint(tones[outcome], label)}`;
  const say = (text: string) => wrap(plain(text), screen.width - 2).map((line) => `  ${line}`);
  return ['', head, ...say(message), ...details.flatMap(say), ...more.map((line) => `  ${line}`)];
}
