import type { Activity, ActivityId } from '../../../../src/analysis/activity';
import type { RunAnalysis } from '../../../../src/analysis/analyseRun';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import type { DetectorName } from '../../../../src/analysis/findings/finding';
import type { Change, Goal } from '../../../../src/analysis/whatIf/change';
import type { CallId } from '../../../../src/base/units';
import { computeCallMetrics } from '../../../../src/metrics/callMetrics';
import type { Marks } from '../../../support/agents/marks';

/** Finds what a program did at its named lines. */
export class Found {
  constructor(
    readonly analysis: RunAnalysis,
    private readonly marks: Marks,
  ) {}

  /** What was begun at a line, in the order it started; a timer or computing has none of its own. */
  at(...names: readonly string[]): readonly ActivityId[] {
    return this.all(...names).map(({ id }) => id);
  }

  callsAt(...names: readonly string[]): readonly CallId[] {
    return this.all(...names).flatMap((activity) => (activity.kind === 'call' ? [activity.id] : []));
  }

  /** Other work of a kind. */
  work(kind: string): readonly ActivityId[] {
    return this.analysis.activities.flatMap((activity) =>
      activity.kind === 'work' && activity.work.work.kind === kind ? [activity.id] : [],
    );
  }

  /** Cuts what was done at some lines into as many rounds as there are, each of which does as much. */
  rounds(count: number, ids: readonly ActivityId[]): readonly (readonly ActivityId[])[] {
    const each = ids.length / count;
    return Array.from({ length: count }, (_, round) => ids.slice(round * each, (round + 1) * each));
  }

  /** What the product itself proposes. */
  proposed(detector: DetectorName): readonly Change[] {
    const found = findFindings(this.analysis, { budgets: {} }, 'wall').filter(
      (finding) => finding.detector === detector,
    );
    if (found.length === 0) throw new Error(`Nothing was found by ${detector}.`);
    return found.flatMap(({ changes }) => changes);
  }

  private all(...names: readonly string[]): readonly Activity[] {
    const found = this.analysis.activities.filter((activity) => {
      const { attribution } = activity.kind === 'call' ? activity.call : activity.work.work;
      return names.includes(this.marks.ofChain(attribution?.chain ?? []) ?? '');
    });
    if (found.length === 0) throw new Error(`Nothing was begun at ${names.join(', ')}.`);
    return found;
  }
}

/** A program of `test/fixtures/whatIf`, and what of it is different when it runs as the changed one. */
export interface Variant {
  readonly program: string;
  readonly goals: readonly Goal[];
  readonly changes: (found: Found) => readonly Change[];
}

const wall: readonly Goal[] = ['wall'];
const both: readonly Goal[] = ['wall', 'perceived'];

const halfAsLong = (activities: readonly ActivityId[]): Change => ({
  kind: 'scale',
  activities,
  phases: ['streaming'],
  factor: 0.5,
});
const twiceAsFast = (activities: readonly ActivityId[]): Change => ({
  kind: 'scale',
  activities,
  factor: 0.5,
});
const leftOut = (activities: readonly ActivityId[]): Change => ({ kind: 'scale', activities, factor: 0 });

export const variants: readonly Variant[] = [
  {
    program: 'reviewsInParallel',
    goals: both,
    changes: (found) => [{ kind: 'parallel', activities: found.at('review') }],
  },
  {
    program: 'cachedPrompt',
    goals: both,
    changes: (found) => found.proposed('brokenCachePrefix'),
  },
  {
    program: 'halfTheOutput',
    goals: both,
    changes: (found) => [halfAsLong(found.callsAt('extract'))],
  },
  {
    program: 'halfTheWholeAnswers',
    goals: wall,
    changes: (found) => [halfAsLong(found.callsAt('extract'))],
  },
  {
    program: 'fasterModel',
    goals: both,
    changes: ({ analysis }) =>
      analysis.run.calls.flatMap((call): Change[] => {
        // What is on the way between client and server is no matter of the model.
        const ttft = (computeCallMetrics(call).ttft.value ?? 0) - 560;
        return [
          { kind: 'firstToken', calls: [call.id], ttft },
          { kind: 'tokenRate', calls: [call.id], tokensPerSecond: 100 },
        ];
      }),
  },
  {
    program: 'noRetries',
    goals: wall,
    changes: (found) => [{ kind: 'firstTry', calls: found.callsAt('limited', 'overloaded') }],
  },
  { program: 'fasterTool', goals: wall, changes: (found) => [twiceAsFast(found.at('search'))] },
  { program: 'noSleep', goals: wall, changes: (found) => [leftOut(found.work('timer'))] },
  {
    program: 'streamed',
    goals: both,
    changes: (found) => [{ kind: 'stream', calls: found.callsAt('answer') }],
  },
  {
    program: 'openConnection',
    goals: wall,
    changes: (found) => [
      { kind: 'scale', activities: found.callsAt('step').slice(1), phases: ['connect'], factor: 0 },
    ],
  },
  {
    program: 'farInParallel',
    goals: wall,
    changes: (found) => [{ kind: 'parallel', activities: found.at('ask').slice(1, 4) }],
  },
  {
    program: 'subAgentsTogether',
    goals: both,
    changes: (found) => [{ kind: 'fanOut', branches: found.rounds(3, found.at('turn', 'search')) }],
  },
  {
    program: 'toolsTogether',
    goals: both,
    changes: (found) => [{ kind: 'parallel', activities: found.at('tool') }],
  },
  {
    program: 'asOnePass',
    goals: both,
    changes: (found) => [
      { kind: 'fanOut', branches: found.rounds(3, found.at('fetchPage', 'extract')) },
      twiceAsFast(found.at('fetchPage')),
      halfAsLong(found.callsAt('extract')),
    ],
  },
  {
    program: 'computedInTurn',
    goals: wall,
    changes: (found) => {
      const [scores, computing] = [found.at('score'), found.work('cpu')];
      return [
        { kind: 'fanOut', branches: scores.map((id, index) => [id, ...computing.slice(index, index + 1)]) },
      ];
    },
  },
  {
    program: 'workerInChild',
    goals: wall,
    changes: (found) => [
      { kind: 'scale', activities: found.at('inner'), phases: ['wait', 'streaming'], factor: 0.5 },
    ],
  },
  {
    program: 'askedOnce',
    goals: both,
    changes: (found) => [leftOut(found.at('rules').slice(1))],
  },
];
