import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { decoderProperty, type Input } from './decoderProperty';
import type { Subjects } from './subject';

/** What a run of the property found. */
export interface Failure {
  readonly seed: number;
  /** Leads fast-check to the smallest input that fails. */
  readonly path: string;
  readonly input: Input;
  readonly cause: unknown;
}

export interface Extent {
  readonly seed: number;
  readonly runs: number;
  /** Of a failure: only that input is tried. */
  readonly path?: string;
}

/** Puts broken responses through every decoder; returns the smallest that one of them fails on. */
export function checkDecoders(
  subjects: Subjects,
  { seed, runs, path }: Extent,
  onInput?: () => void,
): Failure | undefined {
  const property = decoderProperty(subjects, onInput);
  const details = fc.check(property, { seed, numRuns: runs, path, endOnFailure: path !== undefined });
  if (!details.failed || !details.counterexample) return undefined;
  const [subject, lengths] = details.counterexample;
  return {
    seed,
    path: details.counterexamplePath ?? '0',
    input: [subject, lengths],
    cause: details.errorInstance ?? 'It fails.',
  };
}

/** The input that comes at that place among those of a seed, counted from 0. */
export function inputAt(subjects: Subjects, seed: number, place: number): Input {
  return fc.sample(decoderProperty(subjects), { seed, numRuns: place + 1 }).at(-1) as Input;
}

/** All that is needed to have the failure again. */
export function describeInput([subject, lengths]: Input): string {
  const { style, status, headers, body } = subject;
  return [
    `${style}, HTTP ${status}, ${body.length} bytes in reads of ${lengths.join(', ')}`,
    JSON.stringify(headers),
    JSON.stringify(Buffer.from(body).toString('latin1').slice(0, 1000)),
    `base64 ${Buffer.from(body.subarray(0, 20_000)).toString('base64')}`,
  ].join('\n');
}

/** Writes the response's body as it is. */
export function saveInput(file: string, [subject]: Input): void {
  writeFileSync(file, subject.body);
}
