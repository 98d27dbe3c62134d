import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { extend } from '../../../src/base/extend';

describe('extend', () => {
  it('adds properties and replaces others, in an object of its own', () => {
    const read = Object.freeze({ at: 1, bytes: 2 });
    assert.deepEqual(extend(read, { bytes: 3, takenAt: 4 }), { at: 1, bytes: 3, takenAt: 4 });
    assert.deepEqual(read, { at: 1, bytes: 2 });
  });

  it('makes objects that share their hidden class', () => {
    const made = Array.from({ length: 100 }, (_, index) => extend({ at: index / 2 }, { takenAt: index }));
    setFlagsFromString('--allow-natives-syntax');
    const haveSameClass = runInThisContext('(one, other) => %HaveSameMap(one, other)');
    // The first few may be of another class, which the engine drops when it has seen what values they take.
    const [one, ...others] = made.slice(50);
    for (const other of others) assert.ok(haveSameClass(one, other));
  });
});
