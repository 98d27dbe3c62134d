/** What a message of a dialogue with a model says of itself, as far as it says so. */
export interface PeekedMessage {
  readonly type: string;
  /** Which of several dialogues on one connection it belongs to, when the program told them apart. */
  readonly stream?: string;
  /** The response it belongs to. */
  readonly response?: string;
  /** What that response has become. */
  readonly status?: string;
  /** Its own id; in an error, the id of the message that was wrong. */
  readonly event?: string;
}

/** As it was before the program ran: tests replace it. */
const parseJson = JSON.parse;

/** Up to this length a message is read whole. */
const shortMessageChars = 32 * 1024;
/** Longer ones are long by their prompt or sound; what they are is said before that. */
const headChars = 4096;

/** Says what a message is. Nothing of what it carries is looked at more closely than that takes. */
export function peekMessage(text: string): PeekedMessage | undefined {
  if (text.length > shortMessageChars) return peekHead(text.slice(0, headChars)) ?? peekWhole(text);
  return peekWhole(text);
}

function peekWhole(text: string): PeekedMessage | undefined {
  const message = parseObject(text);
  const type = nameOf(message.type);
  if (type === undefined) return undefined;
  const response = objectOf(message.response);
  return {
    type,
    stream: nameOf(message.stream_id),
    response: nameOf(message.response_id) ?? nameOf(response.id),
    status: nameOf(response.status),
    event: type === 'error' ? nameOf(objectOf(message.error).event_id) : nameOf(message.event_id),
  };
}

/** Text within a string can't look like this: its quotes are escaped. */
function peekHead(head: string): PeekedMessage | undefined {
  const type = /^\s*\{\s*"type"\s*:\s*"([\w.]+)"/.exec(head)?.[1];
  if (type === undefined) return undefined;
  return {
    type,
    stream: /"stream_id"\s*:\s*"([^"\\]+)"/.exec(head)?.[1],
    response:
      /"response_id"\s*:\s*"([^"\\]+)"/.exec(head)?.[1] ??
      /"response"\s*:\s*\{[^{}]*?"id"\s*:\s*"([^"\\]+)"/.exec(head)?.[1],
    status: /"response"\s*:\s*\{[^{}]*?"status"\s*:\s*"(\w+)"/.exec(head)?.[1],
    event: /"event_id"\s*:\s*"([^"\\]+)"/.exec(head)?.[1],
  };
}

function parseObject(text: string): Record<string, unknown> {
  if (!text.trimStart().startsWith('{')) return {};
  try {
    return parseJson(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
