import { setTimeout as delay } from 'node:timers/promises';
import type { CompletionRun } from '../model/completion';
import type { Run } from '../model/run';
import type { PlannedStage } from './plan';
import type { MeasuredSample } from './results/completionSummary';
import { measureSamples } from './results/measureSamples';
import type { Suite } from './suite/suite';

/** How long the recording may lag behind the runner; then what is known decides. */
const LONGEST_WAIT_MS = 3000;
const LOOK_EVERY_MS = 50;

export interface SweptStage {
  readonly suite: Suite;
  readonly stage: PlannedStage | undefined;
  /** As far as the runner has told. */
  readonly completion: CompletionRun;
  readonly recording: { readonly current: Run | undefined };
}

/** Why a target is not to be asked at higher levels of concurrency, for a person; undefined when it may. */
export async function whyNotHigher(swept: SweptStage): Promise<string | undefined> {
  const { suite, completion } = swept;
  const { minGoodput = 0, maxErrors = 1 } = suite.sweep ?? {};
  const samples = (await waitForMeasures(swept)).filter(({ role }) => role === 'counted');
  if (samples.length === 0) return undefined;
  const shareOf = (fits: (sample: MeasuredSample) => boolean) => samples.filter(fits).length / samples.length;
  const label = labelOf(completion, samples[0]);
  const errors = shareOf(({ sample }) => sample.end === 'failed');
  if (errors > maxErrors)
    return `${label}${percent(errors)} of the requests failed, more than ${percent(maxErrors)}.`;
  const good = shareOf((sample) => sample.good);
  if (good >= minGoodput) return undefined;
  return `${label}${percent(good)} of the requests kept the budget, fewer than ${percent(minGoodput)}.`;
}

/** The stage's requests, once the recording has caught up with them. */
async function waitForMeasures({ stage, completion, recording }: SweptStage): Promise<MeasuredSample[]> {
  const ids = new Set(stage?.samples.map(({ id }) => id));
  const until = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const run = recording.current;
    const measured = run ? measureSamples({ ...run, completion }) : [];
    const own = measured.filter(({ sample }) => ids.has(sample.id));
    if (own.every(({ role }) => role !== 'unmeasured') || performance.now() > until) return own;
    await delay(LOOK_EVERY_MS);
  }
}

/** Needed only where there are several. */
function labelOf({ targets }: CompletionRun, sample: MeasuredSample | undefined): string {
  const label = targets.find(({ id }) => id === sample?.sample.targetId)?.label;
  return targets.length > 1 ? `${label}: ` : '';
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
