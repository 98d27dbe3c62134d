import assert from 'node:assert/strict';
import { decodedContent, decodedTiming, expectedContent } from './sampleExpectation';
import { outcomeOf, type Read, readSamples, replay, type Sample } from './samples';

const randomSplits = 50;

/** Numbers in [0, 1), the same ones at every run. https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Cuts a body into reads of random lengths; most are short, so that cuts fall within lines and characters. */
function cutAtRandom(size: number, random: () => number): Read[] {
  const reads: Read[] = [];
  for (let left = size; left > 0; ) {
    const length = Math.min(left, 1 + Math.floor(random() ** 3 * 600));
    reads.push([reads.length, length]);
    left -= length;
  }
  return reads;
}

function assertContent(sample: Sample, reads: readonly Read[], manner: string): void {
  const decoded = replay(sample, reads);
  assert.deepEqual(decodedContent(decoded, outcomeOf(sample, decoded)), expectedContent(sample), manner);
}

describe('decoding the sample streams', () => {
  const samples = readSamples();

  it('finds the samples', () => {
    assert.ok(samples.length >= 34, `${samples.length}`);
  });

  for (const sample of samples) {
    const { length } = sample.bytes;
    describe(sample.id, () => {
      it('gives content and times as recorded', () => {
        assertContent(sample, sample.reads, 'as recorded');
        assert.deepEqual(decodedTiming(replay(sample, sample.reads)), sample.expect.timing);
      });

      it('gives the same content byte by byte', () => {
        const reads = Array.from({ length }, (_, at): Read => [at, 1]);
        assertContent(sample, reads, 'byte by byte');
      });

      it('gives the same content in one piece', () => {
        assertContent(sample, length > 0 ? [[0, length]] : [], 'in one piece');
      });

      it(`gives the same content cut at random places, ${randomSplits} times`, () => {
        for (let seed = 1; seed <= randomSplits; seed += 1)
          assertContent(sample, cutAtRandom(length, seededRandom(seed)), `seed ${seed}`);
      });
    });
  }
});
