import assert from 'node:assert/strict';
import { type BodyEnding, decideOutcome } from '../../../src/decode/decideOutcome';
import type { DecodedResponse } from '../../../src/decode/wireDecoder';
import { chunk, decodeDocument, decodeMessages, decodePieces, json } from './decodeText';

const text = chunk({ content: 'Hi' });
const finish = chunk({}, { finish_reason: 'stop' });
const html = decodePieces(['<!doctype html><html>'], { headers: { 'content-type': 'text/html' } });

interface Row {
  readonly when: string;
  readonly response?: DecodedResponse;
  readonly status?: number;
  readonly ending: BodyEnding;
  readonly code?: string;
  readonly outcome: string;
  readonly type?: string;
}

const rows: readonly Row[] = [
  { when: 'nothing came yet', ending: 'open', outcome: 'inFlight' },
  {
    when: 'the body is still open',
    response: decodeMessages([text]),
    status: 200,
    ending: 'open',
    outcome: 'inFlight',
  },

  {
    when: 'the end marker came',
    response: decodeMessages([text, finish, '[DONE]']),
    status: 200,
    ending: 'eof',
    outcome: 'complete',
  },
  {
    when: 'the client closes after the end marker',
    response: decodeMessages([text, finish, '[DONE]']),
    status: 200,
    ending: 'abort',
    code: 'AbortError',
    outcome: 'complete',
  },
  {
    when: 'the connection breaks after the end marker',
    response: decodeMessages([text, '[DONE]']),
    status: 200,
    ending: 'error',
    code: 'ECONNRESET',
    outcome: 'complete',
  },
  {
    when: 'the process ends after the end marker',
    response: decodeMessages([text, '[DONE]']),
    status: 200,
    ending: 'processGone',
    outcome: 'complete',
  },
  {
    when: 'there is a finish reason, but no end marker',
    response: decodeMessages([text, finish]),
    status: 200,
    ending: 'eof',
    outcome: 'complete',
  },
  {
    when: 'the client closes after the finish reason',
    response: decodeMessages([text, finish]),
    status: 200,
    ending: 'abort',
    outcome: 'complete',
  },
  {
    when: 'a whole document has no finish reason',
    response: decodeDocument({ choices: [{ message: { content: 'Hi' } }] }),
    status: 200,
    ending: 'eof',
    outcome: 'complete',
  },
  {
    when: 'nothing but usage came',
    response: decodeMessages([{ choices: [], usage: { prompt_tokens: 5, completion_tokens: 0 } }, '[DONE]']),
    status: 200,
    ending: 'eof',
    outcome: 'complete',
  },
  {
    when: "what follows a finished answer can't be read",
    response: {
      ...html,
      finishReason: 'stop',
      usage: decodeMessages([{ usage: { total_tokens: 1 } }]).usage,
    },
    status: 200,
    ending: 'eof',
    outcome: 'complete',
  },

  { when: 'the body is empty', response: decodePieces([]), status: 200, ending: 'eof', outcome: 'empty' },
  {
    when: 'there is an end marker and nothing else',
    response: decodeMessages(['[DONE]']),
    status: 200,
    ending: 'eof',
    outcome: 'empty',
  },
  {
    when: 'the answer finishes without a word',
    response: decodeMessages([finish, '[DONE]']),
    status: 200,
    ending: 'eof',
    outcome: 'empty',
  },

  {
    when: 'the stream ends in the middle',
    response: decodeMessages([text]),
    status: 200,
    ending: 'eof',
    outcome: 'truncated',
    type: 'truncated',
  },
  {
    when: 'the stream ends before any output',
    response: decodeMessages([chunk({ role: 'assistant' })]),
    status: 200,
    ending: 'eof',
    outcome: 'truncated',
    type: 'truncated',
  },
  {
    when: 'the connection breaks in the middle',
    response: decodeMessages([text]),
    status: 200,
    ending: 'error',
    code: 'ECONNRESET',
    outcome: 'truncated',
    type: 'ECONNRESET',
  },
  {
    when: 'the connection breaks and does not say how',
    response: decodeMessages([text]),
    status: 200,
    ending: 'error',
    outcome: 'truncated',
    type: 'connection_error',
  },
  {
    when: 'a document ends in the middle',
    response: decodePieces(['{"choices":[{"mess'], { headers: json }),
    status: 200,
    ending: 'eof',
    outcome: 'truncated',
    type: 'truncated',
  },

  {
    when: 'the program gives up in the middle',
    response: decodeMessages([text]),
    status: 200,
    ending: 'abort',
    outcome: 'cancelled',
  },
  {
    when: 'the program gives up in the middle and says why',
    response: decodeMessages([text]),
    status: 200,
    ending: 'abort',
    code: 'TimeoutError',
    outcome: 'cancelled',
    type: 'TimeoutError',
  },
  { when: 'the program gives up before the response', ending: 'abort', outcome: 'cancelled' },
  {
    when: 'the program gives up in the middle of a document',
    response: decodePieces(['{"choices":[{"a":{}'], { headers: json }),
    status: 200,
    ending: 'abort',
    outcome: 'cancelled',
  },

  {
    when: 'the process ends in the middle',
    response: decodeMessages([text]),
    status: 200,
    ending: 'processGone',
    outcome: 'cut',
    type: 'process_gone',
  },
  {
    when: 'the process ends before the response',
    ending: 'processGone',
    outcome: 'cut',
    type: 'process_gone',
  },

  {
    when: 'the status is an error',
    response: decodeDocument({ error: { type: 'overloaded_error', message: 'Overloaded' } }, { status: 529 }),
    status: 529,
    ending: 'eof',
    outcome: 'error',
    type: 'overloaded_error',
  },
  {
    when: 'the status is an error and the client leaves its body',
    status: 429,
    ending: 'abort',
    outcome: 'error',
    type: 'http_429',
  },
  {
    when: 'the status is an error and the process ends',
    status: 500,
    ending: 'processGone',
    outcome: 'error',
    type: 'http_500',
  },
  {
    when: 'the stream reports an error after output',
    response: decodeMessages([text, { error: { type: 'server_error', message: 'Sorry' } }, '[DONE]']),
    status: 200,
    ending: 'eof',
    outcome: 'error',
    type: 'server_error',
  },
  {
    when: 'the stream reports an error of no type',
    response: decodeMessages([text, { error: 'Sorry' }]),
    status: 200,
    ending: 'eof',
    outcome: 'error',
    type: 'error',
  },
  {
    when: 'the client closes on an error in the stream',
    response: decodeMessages([text, { error: { type: 'server_error', message: 'Sorry' } }]),
    status: 200,
    ending: 'abort',
    outcome: 'error',
    type: 'server_error',
  },
  {
    when: 'no connection was made',
    ending: 'error',
    code: 'ECONNREFUSED',
    outcome: 'error',
    type: 'ECONNREFUSED',
  },
  { when: 'the exchange ends and nothing was seen', ending: 'eof', outcome: 'error', type: 'no_response' },

  {
    when: 'the server answers a page',
    response: html,
    status: 200,
    ending: 'eof',
    outcome: 'undecoded',
    type: 'not_an_api_answer',
  },
  {
    when: 'the client leaves a page',
    response: html,
    status: 200,
    ending: 'abort',
    outcome: 'undecoded',
    type: 'not_an_api_answer',
  },
  {
    when: "the connection breaks within what can't be read",
    response: html,
    status: 200,
    ending: 'error',
    code: 'ECONNRESET',
    outcome: 'truncated',
    type: 'ECONNRESET',
  },
  {
    when: "the process ends within what can't be read",
    response: html,
    status: 200,
    ending: 'processGone',
    outcome: 'cut',
    type: 'process_gone',
  },
  {
    when: "the response's head was not seen",
    response: html,
    ending: 'eof',
    outcome: 'undecoded',
    type: 'not_an_api_answer',
  },
  {
    when: 'another stream ends with the same marker',
    response: decodeMessages([{ kind: 'other' }, '[DONE]']),
    status: 200,
    ending: 'eof',
    outcome: 'undecoded',
    type: 'not_an_api_answer',
  },
];

describe('decideOutcome', () => {
  for (const { when, response, status, ending, code, outcome, type } of rows) {
    it(`says ${outcome} when ${when}`, () => {
      const verdict = decideOutcome(response, status, ending, code);
      assert.equal(verdict.outcome, outcome);
      assert.equal(verdict.failure?.type, type);
      if (verdict.failure) assert.match(verdict.failure.message, /^[A-Z].{3,}$/);
    });
  }
});
