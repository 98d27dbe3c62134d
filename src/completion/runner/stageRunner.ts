import type { CompletionPlan, PlannedSample, RunnerEvent } from '../plan';
import { keepInFlight } from './keepInFlight';
import { RequestSites } from './requestSite';
import type { SampleResult } from './runSample';
import { runTyping } from './runTyping';

/** Runs the stages of a plan. */
export class StageRunner {
  private readonly sites: RequestSites;

  constructor(
    private readonly plan: CompletionPlan,
    private readonly stopped: AbortSignal,
    private readonly tell: (event: RunnerEvent) => void,
  ) {
    this.sites = new RequestSites(plan.suiteFile);
  }

  /** Keeps as many requests in flight as the stage says. What warms up is over before counting begins. */
  async run(stage: number): Promise<void> {
    const planned = this.plan.stages[stage];
    if (!planned || this.stopped.aborted) return;
    const { concurrency, samples } = planned;
    this.tell({ kind: 'stage', stage });
    for (const warmUp of [true, false]) {
      const counted = samples.filter((sample) => sample.warmUp === warmUp);
      await keepInFlight(counted, concurrency, (sample) => this.runOne(sample, concurrency));
    }
    this.tell({ kind: 'stageDone', stage });
  }

  private async runOne({ id, caseId, targetId }: PlannedSample, concurrency: number): Promise<void> {
    const { cases, targets, timeout, typing, exchanges = false } = this.plan;
    const planned = cases.find((one) => one.id === caseId);
    const target = targets.find((one) => one.id === targetId);
    if (!planned || !target || this.stopped.aborted) return;
    const task = { id, planned, target, timeout, tellsExchange: exchanges, signal: this.stopped };
    await runTyping({ ...task, site: this.sites.of(planned) }, typing, (sampleId, result) =>
      this.tellSample({ id: sampleId, plannedId: id, concurrency }, result),
    );
  }

  private tellSample(
    sample: { readonly id: string; readonly plannedId: string; readonly concurrency: number },
    { exchange, unmade: _, ...result }: SampleResult,
  ): void {
    if (exchange) this.tell({ kind: 'exchange', id: sample.id, ...exchange });
    this.tell({ kind: 'sample', ...sample, ...result });
  }
}
