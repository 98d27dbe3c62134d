import { strict as assert } from 'node:assert';
import { PauseReader } from '../../../../src/ui/debug/pauseReader';

describe('PauseReader', () => {
  const event = (name: string, body?: object, reader = new PauseReader()) =>
    reader.send({ type: 'event', event: name, body }, 50);

  it('reads the events that hold and release threads', () => {
    assert.deepEqual(event('stopped', { threadId: 3, reason: 'breakpoint' }), {
      kind: 'stopped',
      thread: 3,
      at: 50,
    });
    assert.deepEqual(event('stopped', { threadId: 3, allThreadsStopped: true }), {
      kind: 'stopped',
      thread: undefined,
      at: 50,
    });
    assert.deepEqual(event('continued', { threadId: 3 }), { kind: 'continued', thread: 3, at: 50 });
    assert.deepEqual(event('continued', { threadId: 3, allThreadsContinued: true }), {
      kind: 'continued',
      thread: undefined,
      at: 50,
    });
    assert.deepEqual(event('thread', { threadId: 3, reason: 'exited' }), { kind: 'gone', thread: 3, at: 50 });
    assert.deepEqual(event('terminated'), { kind: 'gone', at: 50 });
    assert.deepEqual(event('exited', { exitCode: 1 }), { kind: 'gone', at: 50 });
  });

  it('passes over everything else', () => {
    assert.equal(event('thread', { threadId: 3, reason: 'started' }), undefined);
    assert.equal(event('output', { output: 'stopped' }), undefined);
    const reader = new PauseReader();
    for (const message of [
      undefined,
      'stopped',
      { type: 'request', command: 'continue' },
      { type: 'response' },
    ]) {
      assert.equal(reader.send(message, 1), undefined);
    }
  });

  /** Asks at 10 with sequence number 1. */
  const askedTo = (command: string) => {
    const reader = new PauseReader();
    reader.receive({ type: 'request', seq: 1, command, arguments: { threadId: 3 } }, 10);
    return reader;
  };
  const answer = (success: boolean, command = 'continue', body?: object) =>
    ({ type: 'response', request_seq: 1, success, command, body }) as const;

  for (const command of ['next', 'stepIn', 'stepOut']) {
    it(`ends a pause at the request to ${command}, when it is granted`, () => {
      assert.deepEqual(askedTo(command).send(answer(true, command), 40), {
        kind: 'continued',
        thread: 3,
        at: 10,
      });
    });
  }

  it('ends it there too when the event comes before the response', () => {
    const reader = askedTo('continue');
    assert.deepEqual(event('continued', { threadId: 3 }, reader), { kind: 'continued', thread: 3, at: 10 });
    assert.deepEqual(event('continued', { threadId: 4 }, reader), { kind: 'continued', thread: 4, at: 50 });
  });

  it('lets all threads go on that are asked to continue, unless the response says otherwise', () => {
    const threadAfter = (body?: object) => askedTo('continue').send(answer(true, 'continue', body), 40);
    assert.deepEqual(threadAfter(), { kind: 'continued', thread: undefined, at: 10 });
    assert.equal(threadAfter({ allThreadsContinued: true })?.thread, undefined);
    assert.equal(threadAfter({ allThreadsContinued: false })?.thread, 3);
  });

  it('goes on holding it when the request is refused', () => {
    const reader = askedTo('continue');
    assert.equal(reader.send(answer(false), 20), undefined);
    assert.equal(event('continued', { threadId: 3 }, reader)?.at, 50);
  });

  it('takes no request for a later pause', () => {
    const reader = askedTo('continue');
    event('stopped', { threadId: 3 }, reader);
    assert.equal(event('continued', { threadId: 3 }, reader)?.at, 50);
    assert.equal(askedTo('evaluate').send(answer(true), 40), undefined);
  });
});
