import assert from 'node:assert/strict';
import { pathOf, setHolder, setPath, stepsOf } from '../../../src/probe/node/attribution/asyncSlots';
import { ContextPath } from '../../../src/probe/node/attribution/contextPath';
import { purposeOf, WornPaths } from '../../../src/probe/node/attribution/wornPaths';

describe('ContextPath', () => {
  interface Begin {
    readonly context: number;
    /** What is noted on the context. */
    readonly steps?: number;
    readonly path?: number;
  }

  /** Lets a context create things; gives the path up to the last, and what is noted on that. */
  function walk(path: ContextPath, { context, steps = 0, path: origin = 0 }: Begin, what: string) {
    const [running, created] = [{}, {}];
    setHolder(running, undefined);
    setHolder(created, undefined);
    setPath(running, steps, origin);
    const firstId = context * 100;
    path.enter(running, firstId);
    for (const [index, kind] of [...what].entries()) {
      const id = firstId + index;
      if (kind === 'p') path.passPromise();
      else if (kind === 't') path.passOther('Timeout');
      else if (kind === 'o') path.passReaction(id, 3);
      else path.passReaction(id, firstId + Number(kind));
    }
    path.noteOn(created);
    return { whole: path.whole, steps: stepsOf(created), path: pathOf(created) };
  }

  it('is the same when contexts do the same', () => {
    const path = new ContextPath();
    assert.deepEqual(walk(path, { context: 7 }, 'pp1o'), walk(path, { context: 9 }, 'pp1o'));
  });

  it('is another when something else is created, or waited for', () => {
    const path = new ContextPath();
    const others = ['pp0o', 'pp1', 'ppto', 'pppo', 'pp1ot'].map(
      (what, index) => walk(path, { context: 10 + index }, what).whole,
    );
    const known = walk(path, { context: 7 }, 'pp1o').whole;
    assert.equal(new Set([...others, known]).size, 6);
  });

  it('tells contexts apart by how they and those before them came to be, and no further back', () => {
    const path = new ContextPath();
    const first = walk(path, { context: 1, steps: 5, path: 50 }, 'p');
    const others = [
      walk(path, { context: 2, steps: 5, path: 50 }, 'p0'),
      walk(path, { context: 3, steps: 6, path: 50 }, 'p'),
      walk(path, { context: 4, steps: 5, path: 51 }, 'p'),
    ].map((noted, index) => walk(path, { context: 5 + index, ...noted }, 'p0').whole);
    const known = walk(path, { context: 8, ...first }, 'p0').whole;
    assert.deepEqual(
      others.map((whole) => whole === known),
      [false, false, true],
    );
  });
});

describe('WornPaths', () => {
  const take = (worn: WornPaths, path: number, times: number) =>
    Array.from({ length: times }, () => purposeOf(worn.count(path)));

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
    worn.count(1).leads = true;
    assert.deepEqual(take(worn, 1, 20).at(-1), 'leading');
    worn.turn(6000);
    assert.deepEqual(take(worn, 1, 20).at(-1), 'leading');
    for (let time = 7000; time < 12_000; time += 1000) worn.turn(time);
    assert.deepEqual(take(worn, 1, 21).at(-1), 'idle');
  });

  it('stays small', () => {
    const worn = new WornPaths();
    worn.turn(1);
    take(worn, -1, 100);
    for (let i = 0; i < 5000; i++) worn.count(i);
    worn.turn(2);
    assert.deepEqual(take(worn, -1, 1), ['new']);
  });
});
