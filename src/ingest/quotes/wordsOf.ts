import { isObject } from '../../base/shape';
import type { DecodedResponse } from '../../decode/wireDecoder';

/** So many characters of one answer, and of one part of a prompt, are looked at. */
const maxChars = 400_000;
/** Beyond this length a text without spaces is encoded data. */
const longestWord = 2000;

/** What an answer said to the program: text of all choices, and the arguments of tools. */
export function wordsOfAnswer({ text, choices = [], refusal, toolCalls }: DecodedResponse): string[] {
  return bounded([
    ...(choices.length > 0 ? choices : [text]),
    refusal,
    ...toolCalls.map((call) => call.arguments),
  ]);
}

/** All texts within a JSON value. */
export function wordsOfValue(value: unknown): string[] {
  return bounded(textsIn(value));
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one);
  else if (isObject(value)) for (const one of Object.values(value)) yield* textsIn(one);
}

function bounded(texts: Iterable<string>): string[] {
  const kept: string[] = [];
  let left = maxChars;
  for (const text of texts) {
    if (left <= 0) break;
    if (isData(text)) continue;
    kept.push(text.slice(0, left));
    left -= text.length;
  }
  return kept;
}

/** Pictures, sounds and files. */
function isData(text: string): boolean {
  return text.startsWith('data:') || (text.length > longestWord && !/\s/.test(text.slice(0, longestWord)));
}
