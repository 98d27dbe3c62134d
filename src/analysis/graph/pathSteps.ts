import type { Milliseconds } from '../../base/units';
import type { CallSite, Confidence } from '../../model/attribution';
import type { ActivityId, CallActivity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import { isLessCertain } from '../certainty';

/** Calls of one line that follow each other on the critical path, with what lies between them and after them. */
export interface PathStep {
  /** Undefined where no line was found. */
  readonly site?: CallSite;
  /** Of the least certain of its calls. */
  readonly confidence: Confidence;
  readonly calls: number;
  /** Of the calls. */
  readonly time: Milliseconds;
  /** Of what follows each of them, up to the calls of the next line. */
  readonly between: Milliseconds;
}

/** The critical path told by lines, from the run's start to its end. */
export function findPathSteps({ path, activities }: RunAnalysis): readonly PathStep[] {
  const calls = new Map<ActivityId | undefined, CallActivity>(
    activities.flatMap((activity) => (activity.kind === 'call' ? [[activity.id, activity]] : [])),
  );
  const steps: PathStep[] = [];
  let last: CallActivity | undefined;
  for (const { activity, start, end } of path.segments) {
    const call = calls.get(activity);
    const step = steps.at(-1);
    const next = call ? goThrough(step, call, call !== last) : step;
    if (!next) continue;
    if (next.site?.id === step?.site?.id && step) steps.pop();
    const time = end - start;
    steps.push(call ? { ...next, time: next.time + time } : { ...next, between: next.between + time });
    last = call ?? last;
  }
  return steps;
}

/** The step that goes on with a call, or the one that begins with it. */
function goThrough(step: PathStep | undefined, { call }: CallActivity, isAnother: boolean): PathStep {
  const { site, confidence } = call.attribution;
  if (!step || step.site?.id !== site?.id) return { site, confidence, calls: 1, time: 0, between: 0 };
  return {
    ...step,
    confidence: isLessCertain(confidence, step.confidence) ? confidence : step.confidence,
    calls: step.calls + (isAnother ? 1 : 0),
  };
}
