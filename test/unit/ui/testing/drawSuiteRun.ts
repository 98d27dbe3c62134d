import type { CallId } from '../../../../src/base/units';
import type {
  CompletionBudget,
  CompletionSample,
  SampleEnd,
  SampleFailure,
} from '../../../../src/model/completion';
import type { Run } from '../../../../src/model/run';
import { drawRun } from '../../../support/runDsl';

/** One request of a suite; times in ms after it began. */
export interface DrawnRequest {
  readonly ttft?: number;
  readonly total?: number;
  readonly end?: SampleEnd;
  readonly failure?: SampleFailure;
  readonly met?: boolean;
  readonly text?: string;
}

/** A run of a suite with one case and one target, its requests one after the other, a second apart. */
export function drawSuiteRun(requests: readonly DrawnRequest[], budget: Partial<CompletionBudget> = {}): Run {
  const calls = requests.map(({ ttft = 1, total = 2, failure }, index) =>
    failure
      ? {
          line: 'assigned 0, sent 0, head 1, close 2',
          status: failure.status,
          outcome: 'error' as const,
          start: 1000 * index,
        }
      : {
          line: `assigned 0, sent 0, head 1, text ${ttft} ${total}, finish ${total}, done ${total}, close ${total}`,
          start: 1000 * index,
          usage: { outputTokens: 20 },
        },
  );
  const samples = requests.map((request, index) => drawSample(request, index));
  return drawRun(calls, {
    completion: {
      suite: { file: '/work/suite.completions.json', name: 'suite' },
      startedAtEpoch: 0,
      cases: [{ id: 'c', name: 'add', line: 5, column: 3, expects: false }],
      targets: [{ id: 't', label: 'small', model: 'small', api: 'chat', baseUrl: 'http://127.0.0.1/v1' }],
      budget: { percentile: 0.95, confidence: 0.95, ...budget },
      caseBudgets: {},
      levels: [{ concurrency: 1 }],
      samples,
      planned: samples.length,
    },
  });
}

function drawSample(
  { total = 2, end, failure, met, text = '' }: DrawnRequest,
  index: number,
): CompletionSample {
  const start = 1000 * index;
  return {
    id: `s${index + 1}`,
    caseId: 'c',
    targetId: 't',
    concurrency: 1,
    warmUp: false,
    moments: { keystroke: start, debounced: start, gathered: start, ended: start + total },
    end: end ?? (failure ? 'failed' : 'answered'),
    failure,
    met,
    chars: text.length,
    callId: `c${index + 1}` as CallId,
  };
}
