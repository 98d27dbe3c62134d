import type { EpochMilliseconds } from '../base/units';
import type { CompletionRun } from '../model/completion';
import type { Run } from '../model/run';
import { CompletionRecord, type SampleEvent } from './completionRecord';
import type { CompletionExchange, CompletionPlan, RunnerEvent } from './plan';
import { RunnerProcess } from './runnerProcess';
import { SampleJudge } from './sampleJudge';
import type { Judgement } from './suite/judgeAnswer';
import type { Suite } from './suite/suite';
import { whyNotHigher } from './sweepRules';

const TELL_EVERY_MS = 100;

/** The run that a suite is recorded into; that of the pipeline is one. */
export interface SuiteRecording {
  readonly spoolFolder: string;
  /** Zero of the run's clock. */
  readonly startedAtEpoch: EpochMilliseconds;
  /** As far as it is recorded: by it a sweep tells whether a level keeps the budget. */
  readonly current: Run | undefined;
  /** Called at most about ten times a second, and at the end. */
  setCompletion(completion: CompletionRun): void;
}

export interface RunSuiteOptions {
  readonly suite: Suite;
  readonly plan: CompletionPlan;
  /** Whoever calls ends it. */
  readonly recording: SuiteRecording;
  /** The bundled runner. */
  readonly runnerPath: string;
  /** The installed probe. */
  readonly probePath: string;
  /** After each time that the recording is told. */
  readonly onChange?: (completion: CompletionRun) => void;
  /**
   * The text of a sample, before it is among those that the recording is told, and whether it is what the case expects
   * where that can be said. Neither is kept.
   */
  readonly onText?: (sampleId: string, text: string, judgement: Judgement | undefined) => void;
  /** Before `onText`, where the plan asks for exchanges. */
  readonly onExchange?: (exchange: CompletionExchange) => void;
  /** Breaks off what is under way; the run is whole as far as it came. */
  readonly signal: AbortSignal;
}

/**
 * Has a suite's requests made by a process of their own, which carries the probe.
 * @returns what is kept of the run; also when it was broken off
 * @throws HumanError when the process can't be started or dies
 */
export async function runSuite(options: RunSuiteOptions): Promise<CompletionRun> {
  return new SuiteRun(options).run();
}

class SuiteRun {
  private readonly record: CompletionRecord;
  private readonly judge: SampleJudge;
  private toldAt = 0;

  constructor(private readonly options: RunSuiteOptions) {
    const { suite, plan, recording } = options;
    this.record = new CompletionRecord({ suite, plan, startedAtEpoch: recording.startedAtEpoch });
    this.judge = new SampleJudge(suite, plan);
  }

  async run(): Promise<CompletionRun> {
    const { plan, runnerPath, probePath, recording, signal } = this.options;
    this.tell();
    if (signal.aborted) return this.record.build();
    const { spoolFolder } = recording;
    const runner = new RunnerProcess({ runnerPath, probePath, spoolFolder, plan });
    const stop = () => runner.tell('stop');
    signal.addEventListener('abort', stop);
    try {
      for await (const event of runner.events()) await this.take(event, runner);
    } finally {
      signal.removeEventListener('abort', stop);
      await runner.end();
      this.tell();
    }
    return this.record.build();
  }

  private async take(event: RunnerEvent, runner: RunnerProcess): Promise<void> {
    switch (event.kind) {
      case 'ready':
        return this.goOn(0, runner);
      case 'stage':
        return this.record.beginStage(event.stage);
      case 'exchange':
        return this.options.onExchange?.(event);
      case 'sample':
        return this.takeSample(event);
      case 'stageDone':
        await this.judgeStage(event.stage);
        return this.goOn(event.stage + 1, runner);
    }
  }

  private goOn(from: number, runner: RunnerProcess): void {
    const { stages } = this.options.plan;
    const next = stages.findIndex((_, stage) => stage >= from && !this.record.isLeftOut(stage));
    runner.tell(next < 0 ? 'end' : `run ${next}`);
  }

  private async takeSample(event: SampleEvent): Promise<void> {
    const judgement = await this.judge.judge(event);
    this.options.onText?.(event.id, event.text, judgement);
    this.record.add(event, judgement?.met);
    if (performance.now() - this.toldAt >= TELL_EVERY_MS) this.tell();
  }

  /** A level that a target can't stand is the last one that it is asked for. */
  private async judgeStage(stage: number): Promise<void> {
    const { plan, suite, recording } = this.options;
    const later = laterStages(plan, stage);
    if (!suite.sweep || later.length === 0) return;
    this.tell();
    const because = await whyNotHigher({
      suite,
      stage: plan.stages[stage],
      completion: this.record.build(),
      recording,
    });
    if (because !== undefined) this.record.leaveOut(stage, later, because);
  }

  private tell(): void {
    this.toldAt = performance.now();
    const completion = this.record.build();
    this.options.recording.setCompletion(completion);
    this.options.onChange?.(completion);
  }
}

/** Stages of the same target at other levels that are still to come. */
function laterStages({ stages }: CompletionPlan, stage: number): number[] {
  const targetId = stages[stage]?.samples[0]?.targetId;
  return stages.flatMap(({ samples, concurrency }, index) =>
    index > stage && samples[0]?.targetId === targetId && concurrency !== stages[stage]?.concurrency
      ? [index]
      : [],
  );
}
