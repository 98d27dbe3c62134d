import { strict as assert } from 'node:assert';
import { MessageFlow } from '../../../../src/ui/views/messageFlow';

describe('MessageFlow', () => {
  /** Messages arrive when `arrive` is called, in their order. */
  function drawFlow() {
    const sent: string[] = [];
    const waiting: ((error?: Error) => void)[] = [];
    let freed = 0;
    const send = (message: string) => {
      sent.push(message);
      return new Promise<void>((resolve, reject) => {
        waiting.push((error) => (error ? reject(error) : resolve()));
      });
    };
    const flow = new MessageFlow(send, () => {
      freed += 1;
    });
    const arrive = async (error?: Error) => {
      waiting.shift()?.(error);
      await new Promise(setImmediate);
    };
    return { flow, sent, arrive, timesFreed: () => freed };
  }

  it('is busy until its last message has arrived', async () => {
    const { flow, sent, arrive, timesFreed } = drawFlow();
    assert.equal(flow.isBusy, false);
    flow.post('a');
    flow.post('b');
    assert.deepEqual([sent, flow.isBusy], [['a', 'b'], true]);
    await arrive();
    assert.deepEqual([flow.isBusy, timesFreed()], [true, 0]);
    await arrive();
    assert.deepEqual([flow.isBusy, timesFreed()], [false, 1]);
  });

  it('stays busy for a window that takes nothing any more', async () => {
    const { flow, timesFreed } = drawFlow();
    flow.post('a');
    await new Promise(setImmediate);
    assert.deepEqual([flow.isBusy, timesFreed()], [true, 0]);
  });

  it('is free after a message that could not be sent', async () => {
    const { flow, arrive, timesFreed } = drawFlow();
    flow.post('a');
    await arrive(new Error('gone'));
    assert.deepEqual([flow.isBusy, timesFreed()], [false, 1]);
  });

  it('forgets what was on its way to a page that is gone', async () => {
    const { flow, arrive, timesFreed } = drawFlow();
    flow.post('a');
    flow.restart();
    assert.equal(flow.isBusy, false);
    flow.post('b');
    await arrive();
    assert.deepEqual([flow.isBusy, timesFreed()], [true, 0]);
  });
});
