import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { DecodedResponse, ResponseDecoder } from '../../../src/decode/wireDecoder';

/** What a test says of a response besides its body. */
export interface ResponseSetup {
  readonly style?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Path that was asked, where styles find facts in it. */
  readonly path?: string;
  /** Body of the request; nothing is known of it otherwise. */
  readonly request?: object;
}

export const eventStream = { 'content-type': 'text/event-stream; charset=utf-8' };
export const json = { 'content-type': 'application/json' };
export const ndjson = { 'content-type': 'application/x-ndjson' };

const defaultPath = '/v1/x';

export function openResponse(setup: ResponseSetup = {}): ResponseDecoder {
  const style = findWireStyle(setup.style ?? 'openai.chat');
  const body = new TextEncoder().encode(setup.request === undefined ? '' : JSON.stringify(setup.request));
  const url = new URL(`https://api.example${setup.path ?? defaultPath}`);
  const request = style.describeRequest(body, url, {});
  return style.openResponse({ status: setup.status ?? 200, headers: setup.headers ?? eventStream }, request);
}

/** Decodes a body whose n-th piece is read at n ms. */
export function decodePieces(
  pieces: readonly (string | Uint8Array)[],
  setup: ResponseSetup = {},
): DecodedResponse {
  const decoder = openResponse(setup);
  pieces.forEach((piece, at) => {
    decoder.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece, at);
  });
  decoder.end(pieces.length);
  return decoder.snapshot();
}

/** Decodes a stream with these messages, one a read. */
export function decodeMessages(messages: readonly unknown[], setup: ResponseSetup = {}): DecodedResponse {
  return decodePieces(messages.map(toSse), setup);
}

/** Decodes a stream whose events are named after the type of their message. */
export function decodeNamed(
  messages: readonly { readonly type: string; readonly [member: string]: unknown }[],
  setup: ResponseSetup = {},
): DecodedResponse {
  return decodePieces(
    messages.map((message) => `event: ${message.type}\n${toSse(message)}`),
    setup,
  );
}

/** Decodes a body that is one JSON document. */
export function decodeDocument(document: unknown, setup: ResponseSetup = {}): DecodedResponse {
  return decodePieces([JSON.stringify(document)], { headers: json, ...setup });
}

/** A string is sent as it is, anything else as JSON. */
export function toSse(message: unknown): string {
  return `data: ${typeof message === 'string' ? message : JSON.stringify(message)}\n\n`;
}

/** A Chat Completions chunk whose first choice has this delta. */
export function chunk(delta: unknown, more: Record<string, unknown> = {}): unknown {
  return { id: 'c1', model: 'm', choices: [{ index: 0, delta, finish_reason: null, ...more }] };
}
