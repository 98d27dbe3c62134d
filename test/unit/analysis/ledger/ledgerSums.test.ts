import assert from 'node:assert/strict';
import fc, { type Arbitrary } from 'fast-check';
import { analyseRun } from '../../../../src/analysis/analyseRun';
import { findActivities } from '../../../../src/analysis/findActivities';
import type { PathSegment } from '../../../../src/analysis/graph/criticalPath';
import { buildLedger } from '../../../../src/analysis/ledger/buildLedger';
import { cutIntoAccounts } from '../../../../src/analysis/ledger/cutIntoAccounts';
import type { Ledger, LedgerPiece } from '../../../../src/analysis/ledger/ledger';
import { buildIterationLedger, buildThreadLedger } from '../../../../src/analysis/ledger/ledgers';
import type { Interval } from '../../../../src/base/intervals';
import type { Run } from '../../../../src/model/run';
import { type AttemptDrawing, type CallDrawing, drawRun, drawWork } from '../../../support/runDsl';
import { runs as anyRuns } from '../../store/arbitraryRun';
import { drawThread } from './support/drawLedger';

const WALL = 2000;
const TOLERANCE_MS = 1e-6;

const lengths = fc.double({ min: 0, max: 300, noNaN: true });
const moments = fc.double({ min: 0, max: WALL, noNaN: true });
const stretches = fc.tuple(moments, lengths).map(([start, length]) => ({ start, end: start + length }));

const attempts: Arbitrary<Omit<AttemptDrawing, 'start'>> = fc
  .record({
    steps: fc.array(lengths, { minLength: 8, maxLength: 8 }),
    outcome: fc.constantFrom(undefined, 'error', 'truncated', 'inFlight'),
    status: fc.constantFrom(200, 429, 500),
    retryAfterMs: fc.option(lengths, { nil: undefined }),
    queue: fc.option(lengths, { nil: undefined }),
    blocked: fc.array(stretches, { maxLength: 2 }),
    lags: fc.array(lengths, { maxLength: 4 }),
  })
  .map(({ steps, blocked, lags, queue, ...facts }) => {
    const at = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0));
    const [connect, assigned, sent, head, think, text, done, close] = at;
    return {
      ...facts,
      line: `connect ${connect}, assigned ${assigned}, sent ${sent}, head ${head}, think ${think}, text ${text}, done ${done}, close ${close}`,
      taken: lags.map((lag, index) => (at[4 + index] ?? 0) + lag),
      holdups: blocked.map((stretch) => ({ ...stretch, kind: 'blocked' as const })),
      ...(queue !== undefined && { server: { queue } }),
    };
  });

const calls: Arbitrary<CallDrawing> = fc
  .tuple(moments, attempts, fc.array(fc.tuple(lengths, attempts), { maxLength: 2 }))
  .map(([start, first, others]) => {
    let at = start;
    const retries = others.map(([pause, attempt]) => {
      at += 500 + pause;
      return { ...attempt, start: at };
    });
    return { ...first, start, retries };
  });

const works = fc
  .tuple(fc.constantFrom('http', 'process', 'timer', 'cpu', 'tool', 'thread', 'measure'), stretches, lengths)
  .map(([kind, { start, end }, busy]) => drawWork(`${kind} ${start.toFixed(3)} ${end.toFixed(3)}`, { busy }));

const runs: Arbitrary<Run> = fc
  .tuple(
    fc.array(calls, { minLength: 1, maxLength: 6 }),
    fc.array(works, { maxLength: 6 }),
    fc.array(stretches, { maxLength: 2 }),
  )
  .map(([drawings, work, pauses]) => drawRun(drawings, { work, pauses }));

/** A path from 0 to the end of the wall time, through activities and between them. */
const paths = fc.array(fc.tuple(lengths, fc.nat()), { maxLength: 12 });

function toSegments(steps: readonly (readonly [number, number])[], run: Run): readonly PathSegment[] {
  const activities = findActivities(run, WALL);
  let at = 0;
  return steps.flatMap(([length, choice]): PathSegment[] => {
    const [start, end] = [at, at + length];
    at = end;
    const activity = activities[choice % (activities.length + 2)];
    return start === end ? [] : [{ start, end, ...(activity && { activity: activity.id }) }];
  });
}

function assertCovers(pieces: readonly LedgerPiece[], { start, end }: Interval): void {
  let at = start;
  for (const piece of pieces) {
    assert.equal(piece.start, at, 'a gap or an overlap');
    assert.ok(piece.end > piece.start, 'a piece without length');
    at = piece.end;
  }
  assert.equal(at, Math.max(start, end));
}

function assertSums({ entries, start, end }: Ledger): void {
  const sum = entries.reduce((total, { time }) => total + time, 0);
  assert.ok(Math.abs(sum - (end - start)) < TOLERANCE_MS, `${sum} of ${end - start}`);
  assert.ok(entries.every(({ time }, index) => time > 0 && time <= (entries[index - 1]?.time ?? time)));
}

describe('the ledger of any run', function () {
  this.timeout(30_000);

  it('covers whatever path it is given, and sums up to any part of it', () => {
    fc.assert(
      fc.property(runs, paths, stretches, fc.boolean(), (run, steps, part, hasTools) => {
        const segments = toSegments(steps, run);
        const wall = { start: 0, end: segments.at(-1)?.end ?? 0 };
        const tools = [
          [
            `search ${wall.end / 4} ${wall.end / 2}`.replace(
              / (\S+) (\S+)$/,
              (_, a, b) => ` ${Math.floor(a)}-${Math.floor(b)}`,
            ),
          ],
        ];
        const threads = hasTools ? [drawThread(run, ['c1'], tools)] : [];
        const activities = findActivities(run, WALL);
        const path = { ...wall, segments, slack: new Map() };
        const pieces = cutIntoAccounts({ run, activities, threads, path });
        assertCovers(pieces, wall);
        assertSums(buildLedger(pieces, wall));
        assertSums(buildLedger(pieces, part));
      }),
      { numRuns: 200 },
    );
  });

  it('covers the run, its threads and its iterations', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const analysis = analyseRun(run, WALL);
        assertCovers(analysis.pieces, analysis);
        assertSums(buildLedger(analysis.pieces, analysis));
        for (const thread of analysis.threads) {
          assertSums(buildThreadLedger(analysis, thread));
          for (const iteration of thread.iterations) {
            assertSums(buildIterationLedger(analysis, thread, iteration));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('covers a path even of a run that can’t be', () => {
    fc.assert(
      fc.property(anyRuns, paths, (run, steps) => {
        const segments = toSegments(steps, run);
        const wall = { start: 0, end: segments.at(-1)?.end ?? 0 };
        const activities = findActivities(run, WALL);
        assertCovers(
          cutIntoAccounts({ run, activities, threads: [], path: { ...wall, segments, slack: new Map() } }),
          wall,
        );
      }),
      { numRuns: 200 },
    );
  });
});
