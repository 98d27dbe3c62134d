import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { ActivityId } from '../../../../src/analysis/activity';
import { findCriticalPath } from '../../../../src/analysis/graph/findCriticalPath';
import { timeOnPath } from '../../../../src/analysis/graph/timeOnPath';
import type { Change } from '../../../../src/analysis/whatIf/change';
import { predict, thinkThrough } from '../../../../src/analysis/whatIf/predict';
import { drawAnalysis } from './drawAnalysis';
import { type DrawnRun, drawnRuns, linesOf, replay } from './drawnRuns';

const factors = (run: DrawnRun, least: number, most: number) =>
  fc
    .array(fc.double({ min: least, max: most, noNaN: true }), {
      minLength: run.length,
      maxLength: run.length,
    })
    .map((values) => new Map(run.map(({ name }, index) => [name, values[index] ?? 1])));

const scalings = (scaled: ReadonlyMap<string, number>): Change[] =>
  [...scaled].map(([name, factor]) => ({ kind: 'scale', activities: [name as ActivityId], factor }));

const scaledRuns = (least: number, most: number) =>
  drawnRuns.chain((run) => factors(run, least, most).map((scaled) => ({ run, scaled })));

/** To a millionth of a millisecond. */
const round = (time = 0) => Math.round(time * 1e6) / 1e6;

describe('predict, of any run', function () {
  this.timeout(20_000);

  it('leaves everything exactly where it was when nothing changes', () => {
    fc.assert(
      fc.property(drawnRuns, (run) => {
        const analysis = drawAnalysis(linesOf(run));
        const { before, after, low, high, times } = predict(analysis, [], 'wall');
        assert.deepEqual([after, low, high], [before, before, before]);
        for (const { id, start, end } of analysis.activities) assert.deepEqual(times.get(id), { start, end });
      }),
      { numRuns: 40 },
    );
  });

  it('equals doing it again in the plainest way', () => {
    fc.assert(
      fc.property(scaledRuns(0.01, 3), ({ run, scaled }) => {
        const { times } = predict(drawAnalysis(linesOf(run)), scalings(scaled), 'wall');
        for (const [name, [start, end]] of replay(run, scaled)) {
          const found = times.get(name as ActivityId);
          assert(found && Math.abs(found.start - start) < 1e-6 && Math.abs(found.end - end) < 1e-6, name);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('moves what hangs on a change, and leaves everything else exactly where it was', () => {
    fc.assert(
      fc.property(drawnRuns, fc.array(fc.nat(24), { maxLength: 4 }), (run, chosen) => {
        const halved = new Map(chosen.flatMap((index) => (run[index] ? [[run[index].name, 0.5]] : [])));
        const { times } = predict(drawAnalysis(linesOf(run)), scalings(halved), 'wall');
        const replayed = replay(run, halved);
        const hanging = new Set(halved.keys());
        for (const { name, start, end, after } of run) {
          if (after.some((each) => hanging.has(each.name))) hanging.add(name);
          const found = times.get(name as ActivityId);
          const [from, to] = replayed.get(name) ?? [];
          if (hanging.has(name))
            assert.deepEqual([found?.start, found?.end].map(round), [from, to].map(round));
          else assert.deepEqual(found, { start, end });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says the same of each goal, however many are asked for', () => {
    const goals = ['wall', 'perceived', 'throughput'] as const;
    fc.assert(
      fc.property(scaledRuns(0, 3), ({ run, scaled }) => {
        const analysis = drawAnalysis(linesOf(run));
        const ask = thinkThrough(analysis, scalings(scaled));
        for (const goal of goals) assert.deepEqual(ask(goal), predict(analysis, scalings(scaled), goal));
      }),
      { numRuns: 40 },
    );
  });

  it('lets nothing come later when things only get shorter', () => {
    fc.assert(
      fc.property(scaledRuns(0, 1), ({ run, scaled }) => {
        const { times } = predict(drawAnalysis(linesOf(run)), scalings(scaled), 'wall');
        for (const { name, start, end } of run) {
          const found = times.get(name as ActivityId) ?? { start, end };
          assert(found.start <= start + 1e-6 && found.end <= end + 1e-6, name);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('saves no more than what of it the end waited for', () => {
    fc.assert(
      fc.property(drawnRuns, fc.array(fc.nat(24)), (run, chosen) => {
        const analysis = drawAnalysis(linesOf(run));
        const ids = [...new Set(chosen)].flatMap((index) => analysis.activities[index]?.id ?? []);
        const path = findCriticalPath(analysis.graph, analysis);
        const shorter: Change = { kind: 'scale', activities: ids, factor: 1e-9 };
        const { before, after } = predict(analysis, [shorter], 'wall');
        assert(before - after <= timeOnPath(path, ids) + 1e-3);
      }),
      { numRuns: 40 },
    );
  });

  it('takes as long as the longest branch when all branches of one row go side by side', () => {
    const branch = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(branch, { minLength: 2, maxLength: 6 }), (branches) => {
        let [at, previous] = [100, 'first'];
        const lines = ['first 0-100'];
        const names = branches.map((durations, number) =>
          durations.map((duration, index) => {
            const name = `b${number}x${index}`;
            lines.push(`${name} ${at}-${at + duration} after ${previous}`);
            [at, previous] = [at + duration, name];
            return name as ActivityId;
          }),
        );
        const analysis = drawAnalysis([...lines, `last ${at}-${at + 50} after ${previous}`].join('\n'));
        const longest = Math.max(...branches.map((each) => each.reduce((sum, duration) => sum + duration)));
        const { after } = predict(analysis, [{ kind: 'fanOut', branches: names }], 'wall');
        assert.equal(after, 100 + longest + 50);
      }),
      { numRuns: 40 },
    );
  });
});
