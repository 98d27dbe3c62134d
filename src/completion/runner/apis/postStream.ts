import { EventSourceParserStream } from 'eventsource-parser/stream';
import { AnswerError, type Connection, HttpError, type Json } from './completionApi';

/**
 * Posts a body as JSON.
 * @returns the answer's bytes as they come
 * @throws HttpError when the server refuses
 */
async function post(url: string, body: Json, { target, fetch, signal }: Connection) {
  const { apiKey, headers } = target;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      ...headers,
    },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new HttpError(response.status, await response.text());
  if (!response.body) throw new AnswerError('malformed', 'The answer has no body.');
  return response.body;
}

/** The data of server-sent events, up to `[DONE]` where one comes. */
export async function* postForEvents(url: string, body: Json, connection: Connection): AsyncIterable<Json> {
  const bytes = await post(url, body, connection);
  const events = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) {
    if (data.startsWith('[DONE]')) return;
    yield readJson(data);
  }
}

/** The lines of an answer, each a JSON document. */
export async function* postForLines(url: string, body: Json, connection: Connection): AsyncIterable<Json> {
  let rest = '';
  for await (const piece of (await post(url, body, connection)).pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() as string;
    yield* lines.filter((line) => line.trim() !== '').map(readJson);
  }
  if (rest.trim() !== '') yield readJson(rest);
}

function readJson(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return failOnError(value as Json);
  } catch (error) {
    if (error instanceof AnswerError) throw error;
  }
  throw new AnswerError('malformed', 'A piece of the stream is no JSON object.');
}

/** Servers tell of an error in mid-stream as `{"error": …}`, with a text or an object. */
function failOnError(value: Json): Json {
  const { error } = value;
  if (!error) return value;
  const message = typeof error === 'string' ? error : ((error as Json).message ?? '');
  throw new AnswerError('serverError', String(message));
}
