import { strict as assert } from 'node:assert';
import { commandOfKey } from '../../../webview/keyboard';

const press = (key: string, chord: object = {}) =>
  commandOfKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...chord });

describe('keys of the timeline', () => {
  it('move, zoom, fit, open and close', () => {
    assert.deepEqual(press('ArrowDown'), { do: 'select', by: 1 });
    assert.deepEqual(press('0'), { do: 'fit' });
    assert.deepEqual(press('Enter'), { do: 'openSource' });
    assert.deepEqual(press('Escape'), { do: 'close' });
    assert.deepEqual(press(' '), { do: 'toggle' });
    assert.deepEqual(press(']'), { do: 'iterate', by: 1 });
    assert.deepEqual(press('p'), { do: 'path' });
    assert.ok((press('+') as { factor: number }).factor < 1);
    assert.ok((press('-') as { factor: number }).factor > 1);
  });

  it('are left to the editor when they have no meaning here or are part of a chord', () => {
    assert.equal(press('x'), undefined);
    assert.equal(press('toString'), undefined);
    assert.equal(press('ArrowDown', { ctrlKey: true }), undefined);
    assert.equal(press('0', { metaKey: true }), undefined);
  });
});
