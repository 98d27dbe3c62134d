import assert from 'node:assert/strict';
import { Slot } from '../../../src/probe/node/attribution/asyncSlots';
import { ContextPath } from '../../../src/probe/node/attribution/contextPath';
import { WornPaths } from '../../../src/probe/node/attribution/wornPaths';

describe('ContextPath', () => {
  /** Lets a context create things; gives the path up to the last, and what is noted on that. */
  function walk(path: ContextPath, what: string, running = new Slot()) {
    const created = new Slot();
    path.enter(running);
    for (const kind of what) {
      if (kind === 'p') path.passPromise();
      else if (kind === 't') path.passOther('Timeout');
      else path.passReaction();
    }
    path.noteOn(created);
    return { whole: path.whole, created };
  }

  it('is the same when contexts do the same', () => {
    const path = new ContextPath();
    assert.deepEqual(walk(path, 'pprr'), walk(path, 'pprr'));
  });

  it('is another when something else is created, or in another order', () => {
    const path = new ContextPath();
    const ways = ['pprr', 'ppr', 'pptr', 'prpr', 'pprrt', 'rrpp'];
    assert.equal(new Set(ways.map((what) => walk(path, what).whole)).size, ways.length);
  });

  it('is another when a context does what was done before it, in whatever order', () => {
    const path = new ContextPath();
    const wayAfter = (before: string, what: string) => walk(path, what, walk(path, before).created).whole;
    const wholes = [
      wayAfter('p', 'r'),
      wayAfter('r', 'p'),
      wayAfter('p', 'p'),
      wayAfter('r', 'r'),
      wayAfter('pr', 'pr'),
    ];
    assert.equal(new Set(wholes).size, wholes.length);
  });

  it('tells contexts apart by how they and those before them came to be, and no further back', () => {
    const path = new ContextPath();
    const wayAfter = (...steps: string[]) => {
      let context = new Slot();
      for (const what of steps) context = walk(path, what, context).created;
      return walk(path, 'pr', context).whole;
    };
    const known = wayAfter('t', 'r', 'p');
    assert.notEqual(wayAfter('t', 'r', 'r'), known);
    assert.notEqual(wayAfter('t', 'p', 'p'), known);
    assert.equal(wayAfter('r', 'r', 'p'), known);
  });
});

describe('WornPaths', () => {
  const take = (worn: WornPaths, path: number, times: number) =>
    Array.from({ length: times }, () => worn.count(path));

  it('knows a path that is taken often, for as long as it is', () => {
    const worn = new WornPaths();
    worn.turn(5000);
    assert.deepEqual([take(worn, 1, 40).indexOf('idle'), ...take(worn, 2, 1)], [20, 'new']);
    worn.turn(5999);
    assert.deepEqual(take(worn, 1, 1), ['idle']);
    worn.turn(6000);
    assert.deepEqual([...take(worn, 1, 1), ...take(worn, 2, 1)], ['idle', 'new']);
    for (let time = 7000; time < 12_000; time += 1000) worn.turn(time);
    assert.deepEqual(take(worn, 1, 1), ['new']);
  });

  it('knows which path leads to requests, for as long as it is taken', () => {
    const worn = new WornPaths();
    worn.turn(5000);
    worn.noteLeading(1);
    assert.deepEqual(take(worn, 1, 21).at(-1), 'leading');
    worn.turn(6000);
    assert.deepEqual(take(worn, 1, 21).at(-1), 'leading');
    for (let time = 7000; time < 12_000; time += 1000) worn.turn(time);
    assert.deepEqual(take(worn, 1, 21).at(-1), 'idle');
  });

  it('takes a path for no other that has its room', () => {
    const worn = new WornPaths();
    worn.turn(1);
    take(worn, 5, 100);
    take(worn, 6, 100);
    worn.noteLeading(5);
    const roommate = 5 + (1 << 15);
    assert.deepEqual([...take(worn, 5, 1), ...take(worn, roommate, 21)].slice(0, 2), ['leading', 'new']);
    assert.deepEqual([...take(worn, roommate, 1), ...take(worn, 6, 1)], ['idle', 'idle']);
  });
});
