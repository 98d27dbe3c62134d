// What the mocks of LLM calls answer. The id of a request is its mark, as the servers of the matrix give theirs.
import { readFileSync } from 'node:fs';

const answers = JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8'));

/** @param asked the body of the request */
export function answerTo(asked) {
  const mark = /cell:(\w+)/.exec(asked)[1];
  const streamed = /"stream":true/.test(asked);
  const type = streamed ? 'text/event-stream' : 'application/json';
  return {
    body: streamed ? answers.streamed : answers.whole,
    headers: { 'content-type': type, 'x-request-id': `mocked_${mark}` },
  };
}

/** What other servers than those of models answer. */
export const weather = { sky: 'blue' };
