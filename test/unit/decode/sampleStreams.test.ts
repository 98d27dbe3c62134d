import assert from 'node:assert/strict';
import { cutAtRandom, type Read } from '../../support/cutAtRandom';
import { decodedContent, decodedTiming, expectedContent } from './sampleExpectation';
import { outcomeOf, readSamples, replay, type Sample } from './samples';

const randomSplits = 50;

function assertContent(sample: Sample, reads: readonly Read[], manner: string): void {
  const decoded = replay(sample, reads);
  assert.deepEqual(decodedContent(decoded, outcomeOf(sample, decoded)), expectedContent(sample), manner);
}

describe('decoding the sample streams', () => {
  const samples = readSamples();

  it('finds the samples', () => {
    assert.ok(samples.length >= 48, `${samples.length}`);
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
          assertContent(sample, cutAtRandom(length, seed), `seed ${seed}`);
      });
    });
  }
});
