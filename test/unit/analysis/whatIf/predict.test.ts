import { strict as assert } from 'node:assert';
import type { ActivityId } from '../../../../src/analysis/activity';
import type { RunAnalysis } from '../../../../src/analysis/analyseRun';
import type { Change, Goal } from '../../../../src/analysis/whatIf/change';
import { predict } from '../../../../src/analysis/whatIf/predict';
import type { CallDrawing } from '../../../support/runDsl';
import { drawAnalysis } from './drawAnalysis';

const ids = (...names: string[]) => names as ActivityId[];
const parallel = (...names: string[]): Change => ({ kind: 'parallel', activities: ids(...names) });
const half = (...names: string[]): Change => ({ kind: 'scale', activities: ids(...names), factor: 0.5 });
const without = (...names: string[]): Change => ({ kind: 'scale', activities: ids(...names), factor: 0 });

function reach(analysis: RunAnalysis, changes: readonly Change[], goal: Goal = 'wall'): number {
  return predict(analysis, changes, goal).after;
}

/** `a 0-100 b 110-200` */
function timesOf(analysis: RunAnalysis, changes: readonly Change[]): string {
  const { times } = predict(analysis, changes, 'wall');
  return [...times].map(([id, { start, end }]) => `${id} ${start}-${end}`).join(' ');
}

const series = drawAnalysis(`
  plan 0-100
  a 110-310 after plan needs plan
  b 320-620 after a needs plan
  c 630-730 after b needs plan
  report 750-1000 after c needs a b c
`);

describe('predict', () => {
  describe('what takes another time', () => {
    it('moves what came after it, by as much', () => {
      assert.equal(timesOf(series, [half('a')]), 'plan 0-100 a 110-210 b 220-520 c 530-630 report 650-900');
    });

    it('leaves out what is done away with, and keeps the program’s own time', () => {
      assert.equal(timesOf(series, [without('b')]), 'plan 0-100 a 110-310 c 330-430 report 450-700');
    });

    it('helps a join only until another is the last', () => {
      const fork = drawAnalysis(`
        plan 0-100
        a 100-300 after plan
        b 100-400 after plan
        end 410-500 after a b
      `);
      assert.equal(reach(fork, [half('a')]), 500);
      assert.equal(reach(fork, [half('b')]), 400);
      assert.equal(reach(fork, [half('a', 'b')]), 350);
    });

    it('moves what began at a part of an answer with that part', () => {
      const early = drawAnalysis(`
        first 0-400
        second 200-500 after first
      `);
      assert.equal(timesOf(early, [half('first')]), 'first 0-200 second 100-400');
    });

    it('lets a container take as long as what goes on within it, and its own time around that', () => {
      const nested = drawAnalysis(`
        plan 0-100
        child process 110-500 after plan
        inner 150-250 inside child in p2
        last 260-460 inside child after inner in p2
        report 510-600 after child
      `);
      assert.equal(
        timesOf(nested, [half('inner', 'last')]),
        'plan 0-100 child 110-350 inner 150-200 last 210-310 report 360-450',
      );
      assert.equal(reach(nested, [without('child')]), 600 - 390);
    });

    it('begins a run with its first request, even if that is another one', () => {
      assert.equal(reach(series, [without('plan')]), 1000 - 110);
    });
  });

  describe('what goes side by side', () => {
    it('starts as soon as the first could, and is waited for by what came after', () => {
      assert.equal(
        timesOf(series, [parallel('a', 'b', 'c')]),
        'plan 0-100 a 110-310 b 120-420 c 130-230 report 440-690',
      );
    });

    it('stays one after the other where one needs the other, and says so', () => {
      const needy = drawAnalysis(`
        a 0-100
        b 110-200 after a needs a
        c 210-300 after b
      `);
      const { after, caveats } = predict(needy, [parallel('a', 'b', 'c')], 'wall');
      assert.equal(after, 200);
      assert.match(caveats.join('\n'), /1 time one of these needs what comes out of another/);
    });

    it('takes along what lies between: to the call that needs it, else to the one that comes next', () => {
      const between = drawAnalysis(`
        plan 0-100
        a 110-310 after plan
        checkA http 310-400 after a needs a
        fetchB http 400-450 after checkA
        b 450-650 after fetchB
        end 660-700 after b
      `);
      assert.equal(
        timesOf(between, [parallel('a', 'b')]),
        'plan 0-100 a 110-310 checkA 310-400 fetchB 110-160 b 160-360 end 410-450',
      );
    });

    it('keeps the order within each branch', () => {
      const branches = drawAnalysis(`
        plan 0-100
        a1 110-310 after plan
        a2 320-420 after a1 needs a1
        b1 430-530 after a2
        b2 540-740 after b1 needs b1
        report 750-800 after b2
      `);
      const change: Change = { kind: 'fanOut', branches: [ids('a1', 'a2'), ids('b1', 'b2')] };
      assert.equal(
        timesOf(branches, [change]),
        'plan 0-100 a1 110-310 a2 320-420 b1 120-220 b2 230-430 report 440-490',
      );
    });

    it('does not wait again for what another change freed it from', () => {
      const row = drawAnalysis(`
        first 0-100
        second 100-200 after first
        third 200-300 after first
      `);
      const changes = [parallel('first', 'third'), parallel('first', 'second')];
      assert.equal(timesOf(row, changes), 'first 0-100 second 0-100 third 50-150');
    });

    it('needs a connection for each that found one open before', () => {
      const reused = (end: number): CallDrawing => ({
        reused: true,
        line: `assigned 0, sent 0, head 10, text 10, finish ${end}, close ${end}`,
      });
      const analysis = drawAnalysis('a 0-300\nb 300-500 after a\nc 500-600 after b', {
        a: {
          line: 'connect 0, tcp 20, tls 120, assigned 120, sent 120, head 200, text 200, finish 300, close 300',
        },
        b: reused(200),
        c: reused(100),
      });
      assert.equal(timesOf(analysis, [parallel('a', 'b', 'c')]), 'a 0-300 b 0-320 c 0-220');
    });

    it('does not compute two things of one process at a time', () => {
      const lines = (other: string) => `
        a 0-200
        parseA cpu 200-300 after a needs a
        b 300-480 after parseA
        parseB cpu 480-580 after b needs b in ${other}
        end 580-600 after parseB
      `;
      const change: Change = { kind: 'fanOut', branches: [ids('a', 'parseA'), ids('b', 'parseB')] };
      assert.equal(reach(drawAnalysis(lines('p1')), [change]), 400);
      assert.equal(reach(drawAnalysis(lines('p2')), [change]), 320);
    });
  });
});
