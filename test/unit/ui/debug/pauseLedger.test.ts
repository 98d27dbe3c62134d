import { strict as assert } from 'node:assert';
import { PauseLedger } from '../../../../src/ui/debug/pauseLedger';
import { readPauseSignal } from '../../../../src/ui/debug/pauseSignal';

describe('PauseLedger', () => {
  it('pairs stopped with continued, per session and thread', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', { kind: 'stopped', thread: 1 }, 10);
    ledger.apply('a', { kind: 'stopped', thread: 2 }, 20);
    ledger.apply('b', { kind: 'stopped', thread: 1 }, 30);
    ledger.apply('a', { kind: 'continued', thread: 1 }, 40);
    assert.deepEqual(ledger.pauses, [
      { startEpoch: 10, endEpoch: 40 },
      { startEpoch: 20 },
      { startEpoch: 30 },
    ]);
  });

  it('passes over what changes nothing', () => {
    const ledger = new PauseLedger();
    assert.equal(ledger.apply('a', { kind: 'continued', thread: 1 }, 5), false);
    assert.equal(ledger.apply('a', { kind: 'stopped', thread: 1 }, 10), true);
    assert.equal(ledger.apply('a', { kind: 'stopped', thread: 1 }, 15), false);
    assert.equal(ledger.apply('a', { kind: 'continued', thread: 2 }, 17), false);
    assert.deepEqual(ledger.pauses, [{ startEpoch: 10 }]);
  });

  it('ends all pauses of a session that is gone, and of no other', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', { kind: 'stopped', thread: 1 }, 10);
    ledger.apply('a', { kind: 'stopped', thread: 2 }, 11);
    ledger.apply('ab', { kind: 'stopped' }, 12);
    ledger.apply('a', { kind: 'gone' }, 20);
    assert.deepEqual(ledger.pauses, [
      { startEpoch: 10, endEpoch: 20 },
      { startEpoch: 11, endEpoch: 20 },
      { startEpoch: 12 },
    ]);
  });

  it('ends a stop of all threads when one of them goes on', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', { kind: 'stopped' }, 10);
    ledger.apply('a', { kind: 'continued', thread: 7 }, 20);
    assert.deepEqual(ledger.pauses, [{ startEpoch: 10, endEpoch: 20 }]);
  });

  it('ends what is open when all is over', () => {
    const ledger = new PauseLedger();
    ledger.apply('a', { kind: 'stopped', thread: 1 }, 10);
    ledger.close(50);
    assert.deepEqual(ledger.pauses, [{ startEpoch: 10, endEpoch: 50 }]);
  });
});

describe('readPauseSignal', () => {
  const event = (name: string, body?: object) => readPauseSignal({ type: 'event', event: name, body });

  it('reads the events that hold and release threads', () => {
    assert.deepEqual(event('stopped', { threadId: 3, reason: 'breakpoint' }), { kind: 'stopped', thread: 3 });
    assert.deepEqual(event('stopped', { threadId: 3, allThreadsStopped: true }), {
      kind: 'stopped',
      thread: undefined,
    });
    assert.deepEqual(event('continued', { threadId: 3 }), { kind: 'continued', thread: 3 });
    assert.deepEqual(event('continued', { threadId: 3, allThreadsContinued: true }), {
      kind: 'continued',
      thread: undefined,
    });
    assert.deepEqual(event('thread', { threadId: 3, reason: 'exited' }), { kind: 'gone', thread: 3 });
    assert.deepEqual(event('terminated'), { kind: 'gone' });
    assert.deepEqual(event('exited', { exitCode: 1 }), { kind: 'gone' });
  });

  it('passes over everything else', () => {
    assert.equal(event('thread', { threadId: 3, reason: 'started' }), undefined);
    assert.equal(event('output', { output: 'stopped' }), undefined);
    assert.equal(readPauseSignal({ type: 'request', command: 'continue' }), undefined);
    assert.equal(readPauseSignal(undefined), undefined);
    assert.equal(readPauseSignal('stopped'), undefined);
  });
});
