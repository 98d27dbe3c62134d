import type { CallId } from '../../src/base/units';
import { sampleFunctionName } from '../../src/completion/plan';
import type { Call } from '../../src/model/call';
import type {
  CompletionBudget,
  CompletionCase,
  CompletionRun,
  CompletionSample,
  CompletionTarget,
  SampleEnd,
} from '../../src/model/completion';
import type { Run } from '../../src/model/run';
import { type CallDrawing, drawCall, drawRun } from './runDsl';

/** One request of a suite. Moments in ms; what is left out is as in a request that goes well and keeps any budget. */
export interface SampleDrawing {
  /** `s1`, `s2`, ... if not given. */
  readonly id?: string;
  /** `c1` if not given. */
  readonly of?: string;
  /** `t1` if not given. */
  readonly target?: string;
  readonly concurrency?: number;
  /** When the request starts, on the run's clock; each starts where the one before ended if not given. */
  readonly at?: number;
  /** The keystroke was so long before the request. */
  readonly lead?: number;
  readonly ttft?: number;
  /** From the request to the end marker, or to the moment in which the client has enough. */
  readonly total?: number;
  /** As the server reports them; none if not given. */
  readonly tokens?: number;
  readonly end?: SampleEnd;
  readonly warmUp?: boolean;
  readonly met?: boolean;
  /** Drawn by hand; `none`: the probe saw no call. */
  readonly call?: Partial<CallDrawing> | 'none';
}

export interface CompletionDrawing {
  readonly budget?: Partial<CompletionBudget>;
  readonly caseBudgets?: Readonly<Record<string, CompletionBudget>>;
  readonly samples: readonly SampleDrawing[];
  /** As many as are drawn if not given. */
  readonly planned?: number;
  readonly stoppedBecause?: Readonly<Record<number, string>>;
  readonly run?: Partial<Run>;
}

/** Draws the run of a suite with the cases, targets and levels that its requests name, in their order. */
export function drawCompletionRun(drawing: CompletionDrawing): Run {
  const drawn = placeSamples(drawing.samples);
  const samples = drawn.map(drawSample);
  const calls = drawn.flatMap((sample) => drawCallOf(sample) ?? []);
  const completion: CompletionRun = {
    suite: { file: '/work/suite.completions.json', name: 'suite' },
    startedAtEpoch: 0,
    cases: distinct(samples.map(({ caseId }) => caseId)).map(drawCase),
    targets: distinct(samples.map(({ targetId }) => targetId)).map(drawTarget),
    budget: { percentile: 0.95, confidence: 0.95, ...drawing.budget },
    caseBudgets: drawing.caseBudgets ?? {},
    levels: distinct(samples.map(({ concurrency }) => concurrency)).map((concurrency) => {
      const stoppedBecause = drawing.stoppedBecause?.[concurrency];
      return { concurrency, ...(stoppedBecause !== undefined && { stoppedBecause }) };
    }),
    samples,
    planned: drawing.planned ?? samples.filter(({ id }) => !id.includes('.')).length,
  };
  const origin = { kind: 'completion', title: 'suite', folder: '/work' } as const;
  return { ...drawRun([]), origin, calls, completion, ...drawing.run };
}

type Placed = SampleDrawing & Required<Pick<SampleDrawing, 'id' | 'of' | 'at' | 'lead' | 'total' | 'end'>>;

function placeSamples(drawings: readonly SampleDrawing[]): Placed[] {
  let free = 0;
  return drawings.map((drawing, index) => {
    const { at = free, total = 100 } = drawing;
    free = at + total;
    return { id: `s${index + 1}`, of: 'c1', lead: 0, end: 'answered', ...drawing, at, total };
  });
}

function drawSample(drawn: Placed): CompletionSample {
  const { id, of, target = 't1', concurrency = 1, warmUp = false, end, met } = drawn;
  const keystroke = drawn.at - drawn.lead;
  return {
    id,
    caseId: of,
    targetId: target,
    concurrency,
    warmUp,
    moments: { keystroke, debounced: keystroke, gathered: drawn.at, ended: drawn.at + drawn.total },
    end,
    ...(end === 'failed' && {
      failure: { kind: 'serverError', status: 500, message: 'failed', action: 'wait' },
    }),
    ...(met !== undefined && { met }),
    chars: 10,
  };
}

function drawCallOf(drawn: Placed): Call | undefined {
  if (drawn.call === 'none') return undefined;
  const { id, of, at, total, ttft = total / 2, tokens, end } = drawn;
  const isWhole = end === 'answered';
  const line = isWhole
    ? `head 0, text ${ttft} ${total}, done ${total}, close ${total}`
    : `head 0, text ${ttft}, close ${total}`;
  return drawCall(
    {
      line: end === 'failed' ? `head ${total}, close ${total}` : line,
      start: at,
      site: `/work/suite.completions.json:3:5 ${sampleFunctionName(of, id)}`,
      outcome: isWhole ? 'complete' : end === 'failed' ? 'error' : 'cancelled',
      ...(tokens !== undefined && { usage: { outputTokens: tokens } }),
      ...drawn.call,
    },
    `call-${id}` as CallId,
  );
}

function drawCase(id: string): CompletionCase {
  return { id, name: id, line: 3, column: 5, expects: false };
}

function drawTarget(id: string): CompletionTarget {
  return { id, label: id, model: id, api: 'chat', baseUrl: 'http://api.test/v1' };
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
