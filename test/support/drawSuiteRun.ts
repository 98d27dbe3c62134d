import type { CallId } from '../../src/base/units';
import type {
  CompletionBudget,
  CompletionRun,
  CompletionSample,
  SampleEnd,
} from '../../src/model/completion';
import type { Run } from '../../src/model/run';
import { type CallDrawing, drawRun } from './runDsl';

/** One request of a drawn suite: its times in ms, one after the other. */
export interface DrawnSample {
  readonly caseId?: string;
  readonly targetId?: string;
  readonly concurrency?: number;
  readonly ttft: number;
  /** From the first token to the last. */
  readonly rest?: number;
  readonly debounce?: number;
  readonly context?: number;
  /** Output tokens that the server reports. */
  readonly tokens?: number;
  readonly end?: SampleEnd;
  readonly failure?: CompletionSample['failure'];
  readonly met?: boolean;
  readonly warmUp?: boolean;
  /** ms on the run's clock; behind the one before it when left out. */
  readonly start?: number;
  readonly id?: string;
}

export const drawnBudget: CompletionBudget = { total: 500, percentile: 0.95, confidence: 0.95 };

export interface SuiteFacts extends Partial<Omit<CompletionRun, 'samples'>> {
  readonly run?: Partial<Run>;
}

export const suiteFile = '/work/fim.completions.json';

/** Draws a run of a suite: two cases, one of which completes in a file, and the models and levels that its samples name. */
export function drawSuiteRun(drawn: readonly DrawnSample[], { run: facts, ...more }: SuiteFacts = {}): Run {
  const samples: CompletionSample[] = [];
  const calls: CallDrawing[] = [];
  let clock = 0;
  for (const [index, one] of drawn.entries()) {
    const sample = drawSample(one, index, one.start ?? clock);
    samples.push(sample);
    calls.push(drawSuiteCall(one, sample));
    clock = Math.max(clock, sample.moments.ended + 5);
  }
  const of = <Key extends 'caseId' | 'targetId' | 'concurrency'>(key: Key) => [
    ...new Set(samples.map((sample) => sample[key])),
  ];
  const completion: CompletionRun = {
    suite: { file: suiteFile, name: 'FIM' },
    startedAtEpoch: Date.UTC(2026, 2, 8, 14, 5, 9),
    cases: of('caseId').map((id, index) => ({
      id,
      name: id,
      line: 10 + index * 5,
      column: 5,
      expects: index === 0,
      ...(index === 0 && { cursor: { file: '/work/src/parse.ts', line: 12, column: 7 } }),
    })),
    targets: of('targetId').map((id) => ({
      id,
      label: id,
      model: id,
      api: 'completions',
      baseUrl: 'http://models.test/v1',
    })),
    budget: drawnBudget,
    caseBudgets: {},
    levels: of('concurrency').map((concurrency) => ({ concurrency })),
    samples,
    planned: samples.length,
    ...more,
  };
  return {
    ...drawRun(calls, { origin: { kind: 'completion', title: 'FIM', folder: '/work' }, end: clock }),
    completion,
    ...facts,
  };
}

function drawSample(one: DrawnSample, index: number, start: number): CompletionSample {
  const { debounce = 0, context = 2, ttft, rest = 0 } = one;
  const [debounced, gathered] = [start + debounce, start + debounce + context];
  return {
    id: one.id ?? `s${index + 1}`,
    caseId: one.caseId ?? 'one',
    targetId: one.targetId ?? 'small',
    concurrency: one.concurrency ?? 1,
    warmUp: one.warmUp ?? false,
    moments: { keystroke: start, debounced, gathered, ended: gathered + 1 + ttft + rest },
    end: one.end ?? 'answered',
    ...(one.failure && { failure: one.failure }),
    ...(one.met !== undefined && { met: one.met }),
    chars: 40,
    callId: `c${index + 1}` as CallId,
  };
}

/** The request leaves 1 ms after its prompt is put together. */
function drawSuiteCall(
  { ttft, rest = 0, tokens = 20, end }: DrawnSample,
  sample: CompletionSample,
): CallDrawing {
  const site = `${suiteFile}:${sample.caseId === 'one' ? 10 : 15}:5 ${sample.caseId} #${sample.id}`;
  const base = { start: sample.moments.gathered + 1, site, model: sample.targetId };
  if (end === 'failed')
    return {
      ...base,
      line: `sent 0, head ${ttft}, close ${ttft}`,
      status: 500,
      outcome: 'error',
      failure: 'http_500',
    };
  const middle = Array.from({ length: 4 }, (_, index) => (ttft + (rest * (index + 1)) / 5).toFixed(2)).join(
    ' ',
  );
  const done = ttft + rest;
  return {
    ...base,
    line: `sent 0, head ${ttft - 1}, text ${ttft} ${middle} ${done}, finish ${done}, done ${done}, close ${done}`,
    usage: { inputTokens: 400, outputTokens: tokens },
  };
}
