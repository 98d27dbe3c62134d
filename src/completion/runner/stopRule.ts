import type { StopRule } from '../suite/suite';

/**
 * How much of a text a stop rule keeps; undefined while the rule is not fulfilled. Lines that come before any text
 * are not counted: many models begin with a line break.
 */
export function findStop(text: string, rule: StopRule | undefined): number | undefined {
  if (!rule) return undefined;
  const end = endBy(text, rule);
  return end < 0 ? undefined : end;
}

function endBy(text: string, rule: StopRule): number {
  if (rule.kind === 'text') return text.indexOf(rule.text);
  const from = text.search(/\S/);
  if (from < 0) return -1;
  if (rule.kind === 'blankLine') return endOfMatch(text, /\r?\n[ \t]*\r?\n/g, from);
  let end = from - 1;
  for (let line = 0; line < rule.lines; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return -1;
  }
  return end;
}

function endOfMatch(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}
