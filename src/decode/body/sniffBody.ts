/** What a response's body is, to judge by its beginning. */
export type BodyKind =
  /** Server-sent events. */
  | 'sse'
  /** A JSON value a line. */
  | 'lines'
  /** A JSON array: one document, or in some styles a stream whose elements come one by one. */
  | 'array'
  | DocumentKind;

/** What one document is. */
export type DocumentKind =
  | 'json'
  | 'html'
  | 'xml'
  /** Anything else that can be printed. */
  | 'text';

/** Beginnings of a line of server-sent events: fields and comments. */
const sseLineStarts = ['data', 'event', 'id', 'retry', ':'];

const longestTell = '<!doctype html'.length;

/**
 * Tells what a body is. Servers mislabel: a streamed request may be answered with one document, a stream may claim to
 * be JSON, a proxy answers with a page. So the first characters decide where they can, the content type otherwise.
 * @param start beginning of the body without leading white space
 * @param contentType value of the header, empty when there is none
 * @returns undefined while `start` is too short to tell
 */
export function sniffBody(start: string, contentType: string, isWhole: boolean): BodyKind | undefined {
  if (start === '') return undefined;
  const head = start.slice(0, longestTell).toLowerCase();
  if (head.startsWith('{')) return saysLines(contentType) ? 'lines' : 'json';
  if (head.startsWith('[')) return 'array';
  if (head.startsWith('<')) return head.length < longestTell && !isWhole ? undefined : markupKind(head);
  if (/\bevent-stream\b/i.test(contentType)) return 'sse';
  if (/^(?:data|event|id|retry)(?::|[\r\n])|^:/.test(head)) return 'sse';
  const mayBecomeSse = sseLineStarts.some((tell) => tell.startsWith(head));
  if (mayBecomeSse && !isWhole) return undefined;
  return /\bjson\b/i.test(contentType) ? 'json' : 'text';
}

/** Whether a content type announces a stream of messages. */
export function saysStream(contentType: string): boolean {
  return /\bevent-?stream\b/i.test(contentType) || saysLines(contentType);
}

/** JSON by the line goes by many names, none of them registered: https://github.com/wardi/jsonlines/issues/9. */
function saysLines(contentType: string): boolean {
  return /\b(?:ndjson|jsonl|jsonlines|json-lines|stream\+json)\b/i.test(contentType);
}

function markupKind(head: string): BodyKind {
  return head.startsWith('<?xml') ? 'xml' : 'html';
}
