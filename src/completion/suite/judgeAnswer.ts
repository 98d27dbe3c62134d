import { judgeSyntax } from './judgeSyntax';
import type { Expectation } from './suite';

export interface AnswerInPlace {
  /** All of the file before the cursor. */
  readonly prefix: string;
  /** All of the file behind the cursor. */
  readonly suffix: string;
  /** What the model gave, up to where the case stops. */
  readonly answer: string;
}

/** Whether an answer is what its case expects, and why not. */
export type Judgement =
  | { readonly met: true }
  | {
      readonly met: false;
      /** For a diff, where the case names a text. */
      readonly expected?: string;
      /** What is wrong. It may repeat parts of the answer: to be shown, not stored. */
      readonly because: string;
    };

export function judgeAnswer(expectation: Expectation, place: AnswerInPlace): Judgement {
  const judgement = judge(expectation, place);
  return judgement.met || !isFenced(place.answer)
    ? judgement
    : { ...judgement, because: `${judgement.because} ${FENCE_ADVICE}` };
}

function judge(expectation: Expectation, place: AnswerInPlace): Judgement {
  switch (expectation.kind) {
    case 'text':
      return judgeText(expectation.text, place.answer);
    case 'matches':
      return judgePattern(expectation.pattern, expectation.flags, place.answer);
    case 'parses':
      return isFenced(place.answer)
        ? { met: false, because: 'The answer is Markdown, not code.' }
        : judgeSyntax(expectation.language, place);
  }
}

/** Line ends of any kind are the same, and white space at the end is nothing that a person would see. */
function judgeText(expected: string, answer: string): Judgement {
  if (normalise(expected) === normalise(answer)) return { met: true };
  const isNearly = normalise(expected).trim() === normalise(answer).trim();
  const because = isNearly
    ? 'The answer begins with other white space than the text that is expected.'
    : 'The answer is not the text that is expected.';
  return { met: false, expected, because };
}

function normalise(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}

function judgePattern(pattern: string, flags: string, answer: string): Judgement {
  if (new RegExp(pattern, flags).test(answer)) return { met: true };
  const shown = flags === '' ? `/${pattern}/` : `/${pattern}/${flags}`;
  return { met: false, because: `The answer does not match ${shown}.` };
}

const FENCE_ADVICE =
  'It stands in a code fence, as chat models answer: ask in "prompt"."system" for code alone, or stop at the fence.';

/** A parser would take the three backticks for templates of JavaScript. */
function isFenced(answer: string): boolean {
  return /^\s*```/.test(answer);
}
