import type { EpochMilliseconds, Milliseconds } from '../base/units';
import type {
  CompletionCase,
  CompletionRun,
  CompletionSample,
  CompletionTarget,
  SampleMoments,
} from '../model/completion';
import type { CompletionPlan, PlannedCase, PlannedSample, RunnerEvent } from './plan';
import type { Suite, SuiteCase, SuiteTarget } from './suite/suite';

export type SampleEvent = Extract<RunnerEvent, { kind: 'sample' }>;

export interface CompletionRecordOptions {
  readonly suite: Suite;
  readonly plan: CompletionPlan;
  /** Zero of the run's clock. */
  readonly startedAtEpoch: EpochMilliseconds;
  /** What was asked, where it is not the suite's targets but something of the editor's own. */
  readonly targets?: readonly CompletionTarget[];
}

/** Makes of what the runner tells what is kept of a suite's run. */
export class CompletionRecord {
  private readonly fixed: Omit<CompletionRun, 'levels' | 'samples' | 'planned'>;
  private readonly planned: ReadonlyMap<string, PlannedSample>;
  private readonly samples: CompletionSample[] = [];
  private readonly levels = new Map<number, string | undefined>();
  private readonly leftOut = new Set<number>();

  constructor(private readonly options: CompletionRecordOptions) {
    const { suite, plan, startedAtEpoch, targets = suite.targets.map(describeTarget) } = options;
    this.planned = new Map(plan.stages.flatMap(({ samples }) => samples.map((one) => [one.id, one])));
    const planned = new Map(plan.cases.map((one) => [one.id, one]));
    const cases = suite.cases.filter(({ id }) => planned.has(id));
    this.fixed = {
      suite: { file: suite.file, name: suite.name },
      startedAtEpoch,
      cases: cases.map((one) => describeCase(one, planned.get(one.id))),
      targets,
      budget: suite.budget,
      caseBudgets: Object.fromEntries(cases.flatMap(({ id, budget }) => (budget ? [[id, budget]] : []))),
    };
  }

  beginStage(stage: number): void {
    const concurrency = this.options.plan.stages[stage]?.concurrency;
    if (concurrency !== undefined && !this.levels.has(concurrency)) this.levels.set(concurrency, undefined);
  }

  /** @param because why later levels are not run after this stage */
  leaveOut(after: number, stages: readonly number[], because: string): void {
    for (const stage of stages) this.leftOut.add(stage);
    const { concurrency } = this.options.plan.stages[after] ?? {};
    if (concurrency !== undefined) this.levels.set(concurrency, because);
  }

  isLeftOut(stage: number): boolean {
    return this.leftOut.has(stage);
  }

  /** @param met whether the text is what the case expects; undefined where that can't be said */
  add(event: SampleEvent, met: boolean | undefined): void {
    const { id, plannedId, concurrency, moments, end, failure, text, gaps } = event;
    const planned = this.planned.get(plannedId);
    if (!planned) return;
    const { caseId, targetId, warmUp } = planned;
    this.samples.push({
      id,
      caseId,
      targetId,
      concurrency,
      warmUp,
      moments: this.onRunClock(moments),
      end,
      ...(failure && { failure }),
      ...(met !== undefined && { met }),
      chars: text.length,
      ...(gaps && { gaps }),
    });
  }

  build(): CompletionRun {
    const { stages } = this.options.plan;
    const levels = [...this.levels].map(([concurrency, stoppedBecause]) => ({
      concurrency,
      ...(stoppedBecause !== undefined && { stoppedBecause }),
    }));
    return Object.freeze({
      ...this.fixed,
      levels,
      samples: this.samples.toSorted((a, b) => a.moments.keystroke - b.moments.keystroke),
      planned: stages.reduce(
        (sum, { samples }, stage) => sum + (this.leftOut.has(stage) ? 0 : samples.length),
        0,
      ),
    });
  }

  private onRunClock(moments: SampleMoments): SampleMoments {
    const on = (moment: EpochMilliseconds): Milliseconds => moment - this.options.startedAtEpoch;
    const { keystroke, debounced, gathered, firstChunk, ended } = moments;
    return {
      keystroke: on(keystroke),
      debounced: on(debounced),
      gathered: on(gathered),
      ...(firstChunk !== undefined && { firstChunk: on(firstChunk) }),
      ended: on(ended),
    };
  }
}

function describeCase(
  { id, name, line, column, hash, expect }: SuiteCase,
  planned?: PlannedCase,
): CompletionCase {
  const at = planned?.at;
  const cursor = at && 'file' in at ? cursorOf(at) : undefined;
  return { id, name, line, column, hash, ...(cursor && { cursor }), expects: expect !== undefined };
}

function cursorOf({
  file,
  line,
  column,
  lineHash,
  fileHash,
}: Extract<PlannedCase['at'], { readonly file: string }>): CompletionCase['cursor'] {
  return { file, line, column, lineHash, fileHash };
}

function describeTarget({ id, label, model, api, baseUrl }: SuiteTarget): CompletionTarget {
  return { id, label, model, api, baseUrl: withoutCredentials(baseUrl) };
}

function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return '';
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
