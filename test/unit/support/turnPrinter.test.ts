import assert from 'node:assert/strict';
import { TurnPrinter } from '../../support/results/turnPrinter';

describe('TurnPrinter', () => {
  it('keeps what is to be printed until those before have said all, and goes on at once then', async () => {
    const printed: string[] = [];
    let end = () => {};
    const turn = new Promise<void>((resolve) => {
      end = resolve;
    });
    const first = new TurnPrinter(Promise.resolve(), (line) => printed.push(line));
    const second = new TurnPrinter(turn, (line) => printed.push(line));
    await Promise.resolve();
    await Promise.resolve();
    second.print('b');
    first.print('a');
    assert.deepEqual(printed, ['a']);
    end();
    await new Promise(setImmediate);
    assert.deepEqual(printed, ['a', 'b']);
    second.print('c');
    assert.deepEqual(printed, ['a', 'b', 'c']);
  });
});
