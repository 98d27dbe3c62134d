import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BodyEnding, decideOutcome } from '../../../src/decode/decideOutcome';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { DecodedResponse, ResponseDecoder } from '../../../src/decode/wireDecoder';
import { recogniseWireStyle } from '../../../src/protocol/llmPaths';
import type { Read } from '../../support/cutAtRandom';
import { projectRoot } from '../../support/projectRoot';

/** A sample stream; see the README beside the files. */
export interface Sample {
  readonly id: string;
  readonly tags: readonly string[];
  readonly framing: string;
  readonly request: {
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
  readonly reads: readonly Read[];
  readonly closedAtMs: number;
  readonly close: 'eof' | 'reset';
  readonly expect: Readonly<Record<string, unknown>> & { readonly timing: Readonly<Record<string, unknown>> };
  readonly bytes: Uint8Array;
}

const folder = join(projectRoot, 'test/fixtures/streams');

export function readSamples(): Sample[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => {
    const sidecar = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return { ...sidecar, bytes: new Uint8Array(readFileSync(join(folder, sidecar.bodyFile))) };
  });
}

export function readSample(number: string): Sample {
  const sample = readSamples().find(({ id }) => id.startsWith(`${number}-`));
  if (!sample) throw new Error(`There is no sample ${number}`);
  return sample;
}

/** Opens the decoder that a sample's path asks for. */
export function openDecoder({ request, response }: Sample): ResponseDecoder {
  const url = new URL(`https://${request.host}${request.path}`);
  const style = findWireStyle(recogniseWireStyle(request.method, url.host, url.pathname) ?? 'none');
  const body = new TextEncoder().encode(JSON.stringify(request.body));
  return style.openResponse(response, style.describeRequest(body, url, request.headers));
}

/** Feeds a sample's bytes in the given reads and returns what came of them. */
export function replay(sample: Sample, reads: readonly Read[]): DecodedResponse {
  const decoder = openDecoder(sample);
  let from = 0;
  for (const [at, length] of reads) {
    decoder.push(sample.bytes.subarray(from, from + length), at);
    from += length;
  }
  decoder.end(sample.closedAtMs);
  return decoder.snapshot();
}

export function endingOf(sample: Sample): BodyEnding {
  return sample.close === 'eof' ? 'eof' : 'error';
}

export function outcomeOf(sample: Sample, decoded: DecodedResponse): string {
  return decideOutcome(decoded, sample.response.status, endingOf(sample), 'ECONNRESET').outcome;
}
