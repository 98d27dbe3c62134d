import { strict as assert } from 'node:assert';
import { PauseLedger } from '../../../../src/ui/debug/pauseLedger';

describe('PauseLedger', () => {
  const stopped = (at: number, thread?: number) => ({ kind: 'stopped', thread, at }) as const;
  const continued = (at: number, thread?: number) => ({ kind: 'continued', thread, at }) as const;

  it('pairs stopped with continued, per session and thread', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', stopped(10, 1));
    ledger.apply('a', stopped(20, 2));
    ledger.apply('b', stopped(30, 1));
    ledger.apply('a', continued(40, 1));
    assert.deepEqual(ledger.pauses, [
      { startEpoch: 10, endEpoch: 40 },
      { startEpoch: 20 },
      { startEpoch: 30 },
    ]);
  });

  it('passes over what changes nothing', () => {
    const ledger = new PauseLedger();
    assert.equal(ledger.apply('a', continued(5, 1)), false);
    assert.equal(ledger.apply('a', stopped(10, 1)), true);
    assert.equal(ledger.apply('a', stopped(15, 1)), false);
    assert.equal(ledger.apply('a', continued(17, 2)), false);
    assert.deepEqual(ledger.pauses, [{ startEpoch: 10 }]);
  });

  it('ends all pauses of a session that is gone, and of no other', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', stopped(10, 1));
    ledger.apply('ab', stopped(12));
    ledger.apply('a', { kind: 'gone', at: 20 });
    assert.deepEqual(ledger.pauses, [{ startEpoch: 10, endEpoch: 20 }, { startEpoch: 12 }]);
  });

  it('ends a stop of all threads when one of them goes on', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', stopped(10));
    assert.equal(ledger.apply('a', continued(20, 7)), true);
    assert.deepEqual(ledger.pauses, [{ startEpoch: 10, endEpoch: 20 }]);
  });

  it('ends what is open when all is over', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', stopped(10, 1));
    ledger.close(50);
    assert.deepEqual(ledger.pauses, [{ startEpoch: 10, endEpoch: 50 }]);
  });

  it('joins pauses that touch, whichever thread they are of', () => {
    const ledger = new PauseLedger();
    for (const thread of [1, 2, 3]) ledger.apply('a', stopped(10 * thread, thread));
    ledger.apply('a', continued(35, 3));
    ledger.apply('a', continued(32, 2));
    ledger.apply('a', continued(12, 1));
    assert.deepEqual(ledger.pauses, [
      { startEpoch: 10, endEpoch: 12 },
      { startEpoch: 20, endEpoch: 35 },
    ]);
    ledger.apply('a', stopped(35, 1));
    ledger.apply('a', continued(40, 1));
    assert.deepEqual(ledger.pauses.at(-1), { startEpoch: 20, endEpoch: 40 });
  });

  it('stays small, and joins pauses where the program ran for the shortest time', () => {
    const ledger = new PauseLedger();
    for (let n = 0; n < 100_000; n++) {
      const at = n * 10 + (n >= 50_000 ? 1e6 : 0);
      ledger.apply('a', stopped(at, n % 3));
      ledger.apply('a', continued(at + 4, n % 3));
    }
    const { pauses } = ledger;
    assert.ok(pauses.length <= 1000, `${pauses.length}`);
    assert.equal(pauses[0]?.startEpoch, 0);
    assert.equal(pauses.at(-1)?.endEpoch, 99_999 * 10 + 1e6 + 4);
    assert.ok(
      pauses.some(({ endEpoch }, index) => (pauses[index + 1]?.startEpoch ?? 0) - (endEpoch ?? 0) > 9e5),
      'the long time in which it ran is kept',
    );
  });
});
