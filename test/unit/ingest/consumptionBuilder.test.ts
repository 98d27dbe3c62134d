import assert from 'node:assert/strict';
import { ConsumptionBuilder } from '../../../src/ingest/consumptionBuilder';
import type { Attempt } from '../../../src/model/attempt';
import type { BodyNotes } from '../../../src/protocol/probeRecords';
import { drawAttempt } from '../../support/runDsl';

/** Reads of 50 bytes each, at 100, 120, 140, 160 and 180. */
const attempt = drawAttempt({ line: 'sent 10, head 90, text 100 120 140 160, done 180, close 190' });

function describeWith(notes: BodyNotes, of: Attempt = attempt) {
  const builder = new ConsumptionBuilder();
  builder.accept(notes, (time) => time - 1000);
  return builder.describe(of);
}

describe('what a probe notes of the consumption', () => {
  it('tells when each read was taken whole', () => {
    const { reads } = describeWith({ took: [1101, 50, 1150, 149, 1165, 200] });
    assert.deepEqual(
      reads.map(({ takenAt }) => takenAt),
      [101, 150, 165, 165, undefined],
    );
    assert.deepEqual(reads[4], { at: 180, bytes: 50 });
  });

  it('never says that something was taken before it came', () => {
    const { reads } = describeWith({ took: [1099, 50] });
    assert.equal(reads[0]?.takenAt, 100);
  });

  it('tells since when what came late may have been there', () => {
    const { reads, timing, holdups } = describeWith({ blocks: [1085, 1120, 30, 1175, 1180, 1] });
    assert.deepEqual(
      reads.map(({ since }) => since),
      [85, 85, undefined, undefined, 175],
    );
    assert.equal(timing.headersSince, 85);
    assert.deepEqual(holdups, [
      { kind: 'blocked', start: 85, end: 120, cpu: 30 },
      { kind: 'blocked', start: 175, end: 180, cpu: 1 },
    ]);
  });

  it('knows that nothing came before the request was sent', () => {
    const { holdups, timing } = describeWith({ blocks: [930, 1090, 80, 1000, 1011, 5] });
    assert.deepEqual(holdups, [{ kind: 'blocked', start: 10, end: 90, cpu: 40 }]);
    assert.equal(timing.headersSince, 10);
  });

  it('tells when the socket was left because too much waited, and what was met late after it', () => {
    // 100 bytes wait from 120 on; taking 60 of them lets the client read on, and what had waited comes at once.
    const { holdups, reads } = describeWith({ capacity: 100, took: [1139, 60, 1200, 250] });
    assert.deepEqual(holdups, [
      { kind: 'backPressure', start: 120, end: 139 },
      { kind: 'backPressure', start: 160, end: 200 },
    ]);
    assert.deepEqual(
      reads.map(({ since }) => since),
      [undefined, undefined, 120, undefined, undefined],
    );
  });

  it('adds nothing where nothing was noted', () => {
    const { reads, timing, holdups } = describeWith({});
    assert.deepEqual([reads, timing, holdups], [attempt.reads, attempt.timing, []]);
  });
});
