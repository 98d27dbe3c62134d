import assert from 'node:assert/strict';
import { constants, inflateRawSync, unzipSync } from 'node:zlib';
import fc from 'fast-check';
import { decideOutcome } from '../../../../src/decode/decideOutcome';
import { bombBody, corruptBody } from '../../../../src/decode/inflate/inflater';
import { maxInflatedBytes } from '../../../../src/decode/limits';
import type { DecodedResponse } from '../../../../src/decode/wireDecoder';
import { brokenSubject } from './mutations';
import { assertGrown, assertSound, contentOf } from './soundness';
import { openSubject, type Subject, type Subjects } from './subject';

/** A broken response, and how many bytes its reads have by turns. */
export type Input = readonly [subject: Subject, lengths: readonly number[]];

const readLengths = fc.oneof(fc.constant<number[]>([1]), {
  weight: 6,
  arbitrary: fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 }),
});

/** No decoder throws, and what it says of a response is sound at any time and the same however the bytes are split. */
export function decoderProperty(
  subjects: Subjects,
  onInput?: () => void,
): fc.IPropertyWithHooks<[Subject, number[]]> {
  return fc.property(brokenSubject(subjects), readLengths, (subject, lengths) => {
    onInput?.();
    checkSubject(subject, lengths);
  });
}

export function checkSubject(subject: Subject, lengths: readonly number[]): void {
  const whole = decode(subject, [subject.body.length]);
  const split = decode(subject, lengths);
  if (!isCutByEncoding(whole) && !isCutByEncoding(split) && !isCorrupt(subject))
    assert.equal(contentOf(split), contentOf(whole), 'the same however it is split');
  for (const ending of ['eof', 'abort', 'error', 'processGone', 'open'] as const)
    decideOutcome(whole, subject.status, ending);
}

/** Reads after which a snapshot is taken on the way. */
const snapshotAfter = new Set([0, 1, 7, 50, 400]);

/** Decodes and checks snapshots on the way. */
function decode(subject: Subject, lengths: readonly number[]): DecodedResponse {
  const decoder = openSubject(subject);
  let known = decoder.snapshot();
  let read = 0;
  for (let from = 0; from < subject.body.length; read += 1) {
    const length = lengths[read % lengths.length] ?? 1;
    decoder.push(subject.body.subarray(from, from + length), read);
    from += length;
    if (snapshotAfter.has(read)) known = checkSnapshot(known, decoder.snapshot());
  }
  known = checkSnapshot(known, decoder.snapshot());
  decoder.end(read);
  const last = checkSnapshot(known, decoder.snapshot());
  decoder.push(subject.body, read);
  assert.equal(decoder.snapshot().bytes, last.bytes, 'nothing comes after the end');
  return last;
}

function checkSnapshot(earlier: DecodedResponse, later: DecodedResponse): DecodedResponse {
  assertSound(later);
  assertGrown(earlier, later);
  return later;
}

/** How far a corrupt encoding can be undone hangs on the pieces that it comes in. */
function isCutByEncoding({ undecoded }: DecodedResponse): boolean {
  return undecoded === corruptBody || undecoded === bombBody;
}

/** Damaged DEFLATE that nothing notices refers to text before its beginning, which hangs on the pieces as well. */
function isCorrupt({ headers, body }: Subject): boolean {
  if (!/gzip|deflate/i.test(headers['content-encoding'] ?? '')) return false;
  const isUndone = (undo: typeof unzipSync) => {
    try {
      undo(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxInflatedBytes });
      return true;
    } catch {
      return false;
    }
  };
  return !isUndone(unzipSync) && !isUndone(inflateRawSync);
}
