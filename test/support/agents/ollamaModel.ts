import type { Milliseconds } from '../../../src/base/units';
import type { Behaviour } from '../simulator/behaviour';
import { say } from './scripting';

const text = 'The shop rounds half a cent up on each line.';
const tokenEveryMs = 5;
const tokens = 11;
const nanoseconds = 1e6;

/** What a local server answers that says how long it loaded its model and read the prompt. */
export function ollamaAnswer(work: {
  readonly loadMs: Milliseconds;
  readonly prefillMs: Milliseconds;
}): Behaviour {
  const firstTokenAfterMs = work.loadMs + work.prefillMs;
  return say(text, {
    headersAfterMs: firstTokenAfterMs,
    firstTokenAfterMs,
    tokenEveryMs,
    serverFigures: {
      load_duration: work.loadMs * nanoseconds,
      prompt_eval_duration: work.prefillMs * nanoseconds,
      eval_duration: tokens * tokenEveryMs * nanoseconds,
      total_duration: (firstTokenAfterMs + tokens * tokenEveryMs) * nanoseconds,
    },
  });
}
