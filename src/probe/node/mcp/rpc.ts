// Messages of the Model Context Protocol: https://modelcontextprotocol.io/specification/2025-11-25/basic

/** How a call was answered: nothing when it went well. */
export type Failure = 'isError' | `${number}` | undefined;

/** What of a JSON-RPC message matters here. An id is its JSON text: `1` and `"1"` are not the same. */
export type RpcMessage =
  | { readonly kind: 'call'; readonly id: string; readonly tool: string }
  | { readonly kind: 'answer'; readonly id: string; readonly failure: Failure }
  /** The caller does not wait for the answer to `id` any more. */
  | { readonly kind: 'cancel'; readonly id: string; readonly timedOut: boolean }
  | { readonly kind: 'other' };

const other: RpcMessage = { kind: 'other' };

/** Tests replace it while they run. */
const { parse: parseJson, stringify } = JSON;

/** Answers carry files and pages; of those that are longer only the ends are looked at. */
const longAnswerChars = 64 * 1024;
const endChars = 256;

/** Reads one message or a batch of them. Undefined when the text is no JSON-RPC. */
export function readRpc(text: string): readonly RpcMessage[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const long = text.length > longAnswerChars ? readLongAnswer(text) : undefined;
  if (long) return [long];
  const value = parse(text);
  const messages = Array.isArray(value) ? value.map(objectOf) : [objectOf(value)];
  return messages.some(({ jsonrpc }) => jsonrpc === '2.0') ? messages.map(toMessage) : undefined;
}

function toMessage({ id, method, params, result, error }: Json): RpcMessage {
  const { name, requestId, reason } = objectOf(params);
  if (method === 'tools/call' && isId(id)) {
    return { kind: 'call', id: stringify(id), tool: typeof name === 'string' ? name : 'tool' };
  }
  if (method === 'notifications/cancelled' && isId(requestId)) {
    return { kind: 'cancel', id: stringify(requestId), timedOut: /time(d )?-?out/i.test(String(reason)) };
  }
  if (method !== undefined || !isId(id) || (result === undefined && error === undefined)) return other;
  return { kind: 'answer', id: stringify(id), failure: failureOf(objectOf(result), error) };
}

function failureOf(result: Json, error: unknown): Failure {
  if (error !== undefined) return `${Number(objectOf(error).code) || 0}`;
  return result.isError === true ? 'isError' : undefined;
}

/** Its id is at one of its ends. Quotes within texts are escaped, so that what looks like a member is one. */
function readLongAnswer(text: string): RpcMessage | undefined {
  const ends = [text.slice(0, endChars), text.slice(-endChars)];
  if (ends.some((end) => /"method"\s*:/.test(end)) || !ends.some((end) => /"jsonrpc"\s*:/.test(end))) {
    return undefined;
  }
  const before = /^\s*\{(?:\s*"jsonrpc"\s*:\s*"2\.0"\s*,)?\s*"id"\s*:\s*("[^"\\]*"|\d+)/.exec(ends[0] ?? '');
  const behind = /"id"\s*:\s*("[^"\\]*"|\d+)(?:\s*,\s*"jsonrpc"\s*:\s*"2\.0")?\s*\}\s*$/.exec(ends[1] ?? '');
  const id = (before ?? behind)?.[1];
  if (id === undefined) return undefined;
  return { kind: 'answer', id, failure: /"isError"\s*:\s*true/.test(text) ? 'isError' : undefined };
}

type Json = Readonly<Record<string, unknown>>;

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
