import { findWireStyle, wireStyles } from '../../../../src/decode/findWireStyle';
import type { ResponseDecoder } from '../../../../src/decode/wireDecoder';
import { recogniseWireStyle } from '../../../../src/protocol/llmPaths';
import { readSamples } from '../samples';

/** A response to be decoded: which style is meant to read it, and all that the server sent. */
export interface Subject {
  readonly style: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Subjects {
  /** The samples, each for the style of its own. */
  readonly own: readonly Subject[];
  /** All of them for every registered style that no sample is of, so that no style is left out. */
  readonly crossed: readonly Subject[];
}

export function readSubjects(): Subjects {
  const own = readSamples().map(({ request, response, bytes }): Subject => {
    const url = new URL(`https://${request.host}${request.path}`);
    const style = recogniseWireStyle(request.method, url.host, url.pathname) ?? 'none';
    return { style, status: response.status, headers: response.headers, body: bytes };
  });
  const sampled = new Set(own.map(({ style }) => style));
  const others = wireStyles.filter(({ id }) => !sampled.has(id));
  return { own, crossed: others.flatMap(({ id }) => own.map((subject) => ({ ...subject, style: id }))) };
}

const url = new URL('https://api.example/v1/models/m:generate');

export function openSubject({ style, status, headers }: Subject): ResponseDecoder {
  const { describeRequest, openResponse } = findWireStyle(style);
  return openResponse({ status, headers }, describeRequest(new Uint8Array(), url, {}));
}
