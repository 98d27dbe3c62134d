import type { AnswerInPlace, Judgement } from './judgeAnswer';
import { LineIndex } from './lineIndex';
import { type Span, syntaxOf } from './syntaxFaults';

/**
 * Whether a file parses with an answer in it. That it did not parse without one is no excuse: a file with a hole mostly
 * does not. Excused are faults that have nothing to do with the hole.
 */
export function judgeSyntax(language: string, place: AnswerInPlace): Judgement {
  const text = place.prefix + place.answer + place.suffix;
  const faults = syntaxOf(language).findFaults(text);
  const foreign = faults.length > 0 ? findForeign(language, text, place) : new Set<string>();
  const own = faults.find((fault) => !foreign.has(keyOf(fault)) || isClosingBracket(fault, text));
  return own ? { met: false, because: explain(own, text, place) } : { met: true };
}

/**
 * Faults of a file that an answer has no part in: they are there without the answer as well, and stay there when the
 * statement that it is in is taken out as a whole. The first alone would excuse a bracket that the answer should have
 * closed; the second one that it closed too often.
 */
function findForeign(language: string, text: string, { prefix, suffix, answer }: AnswerInPlace): Set<string> {
  const { findFaults, findOutermost } = syntaxOf(language);
  const cursor = { from: prefix.length, to: prefix.length + answer.length };
  const withoutAnswer = findFaults(prefix + suffix)
    .filter(({ from, to }) => to < cursor.from || from > prefix.length)
    .map(({ from, to }) =>
      from > prefix.length ? { from: from + answer.length, to: to + answer.length } : { from, to },
    );
  const statement = findOutermost(text, cursor);
  const stays = new Set(findFaults(blankOut(text, statement)).map(keyOf));
  return new Set(withoutAnswer.map(keyOf).filter((key) => stays.has(key)));
}

/** White space in place of a part of a text, so that all else keeps its place. */
function blankOut(text: string, { from, to }: Span): string {
  return text.slice(0, from) + text.slice(from, to).replace(/[^\r\n]/g, ' ') + text.slice(to);
}

/** A bracket too many at the outermost level belongs to whatever is open or closed at the cursor. */
function isClosingBracket({ from, to }: Span, text: string): boolean {
  return /^[)\]}]$/.test(text.slice(from, to).trim());
}

function keyOf({ from, to }: Span): string {
  return `${from}-${to}`;
}

function explain({ from }: Span, text: string, { prefix, answer }: AnswerInPlace): string {
  const { line, column } = new LineIndex(text).positionAt(from);
  const isInAnswer = from < prefix.length + answer.length;
  const where = isInAnswer ? 'in the answer' : 'behind the answer, which does not fit what follows it';
  return `The file does not parse with the answer in it: syntax error at ${line}:${column}, ${where}.`;
}
