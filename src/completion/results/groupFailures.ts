import { groupBy } from '../../base/groupBy';
import type { SampleFailure } from '../../model/completion';
import type { MeasuredSample } from './completionSummary';

/** Requests that failed alike. */
export interface FailureGroup {
  readonly failure: SampleFailure;
  readonly requests: number;
}

/** Failures that say the same, with how many requests failed so; in the order in which they first came. */
export function groupFailures(samples: readonly MeasuredSample[]): readonly FailureGroup[] {
  const failures = samples.flatMap(({ sample: { failure } }) => failure ?? []);
  const groups = groupBy(failures, ({ message, action }) => JSON.stringify([message, action]));
  return [...groups.values()].flatMap(([failure, ...alike]) =>
    failure ? [{ failure, requests: 1 + alike.length }] : [],
  );
}
