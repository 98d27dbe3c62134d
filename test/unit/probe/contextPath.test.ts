import assert from 'node:assert/strict';
import { setHolder, setPath } from '../../../src/probe/node/attribution/asyncSlots';
import { ContextPath } from '../../../src/probe/node/attribution/contextPath';
import { WornPaths } from '../../../src/probe/node/attribution/wornPaths';

describe('ContextPath', () => {
  /** Lets a context create things, and gives the path and the steps up to the last. */
  function walk(path: ContextPath, begin: { context: number; origin?: number }, what: string) {
    const resource = {};
    setHolder(resource, undefined);
    setPath(resource, begin.origin ?? 0);
    const firstId = begin.context * 100;
    for (const [index, kind] of [...what].entries()) {
      const id = firstId + index;
      path.enter(begin.context, resource, id);
      if (kind === 'p') path.passPromise();
      else if (kind === 't') path.passOther('Timeout');
      else if (kind === 'o') path.passReaction(id, 3);
      else path.passReaction(id, firstId + Number(kind));
    }
    return { whole: path.whole, steps: path.steps };
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

  it('tells contexts apart that came to be on different ways, but not by what came before those', () => {
    const path = new ContextPath();
    const [one, other] = [
      walk(path, { context: 7, origin: 5 }, 'p0'),
      walk(path, { context: 9, origin: 6 }, 'p0'),
    ];
    assert.notEqual(one.whole, other.whole);
    assert.equal(one.steps, other.steps);
  });
});

describe('WornPaths', () => {
  it('knows a path that is taken often, until a second has passed', () => {
    const worn = new WornPaths();
    worn.turn(5000);
    const answers = Array.from({ length: 101 }, () => worn.isWorn(1));
    assert.deepEqual([answers.indexOf(true), worn.isWorn(2)], [100, false]);
    worn.turn(5999);
    assert.equal(worn.isWorn(1), true);
    worn.turn(6000);
    const again = Array.from({ length: 10 }, () => worn.isWorn(1));
    assert.deepEqual([again.indexOf(true), worn.isWorn(2)], [5, false]);
    worn.turn(7000);
    worn.turn(8000);
    assert.equal(worn.isWorn(1), false);
  });

  it('remembers the latest capture of a path that wears out', () => {
    const worn = new WornPaths();
    worn.turn(5000);
    worn.isWorn(1);
    worn.note(1, { stack: 'first' });
    assert.equal(worn.latest(1), undefined);
    for (let i = 0; i < 98; i++) worn.isWorn(1);
    worn.note(1, { stack: 'later' });
    assert.deepEqual(worn.latest(1)?.trace, { stack: 'later' });
  });

  it('stays small', () => {
    const worn = new WornPaths();
    worn.turn(1);
    for (let i = 0; i < 100; i++) worn.isWorn(-1);
    for (let i = 0; i < 5000; i++) worn.isWorn(i);
    worn.turn(2);
    assert.equal(worn.isWorn(-1), false);
  });
});
