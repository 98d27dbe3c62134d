import { type Check, isNumber, isString, listOf, shape } from '../../base/shape';

/** Requests of a case, a model and a level of concurrency. Times in ms, ascending; nothing else is kept of them. */
export interface BaselineGroup {
  readonly suite: string;
  readonly case: string;
  readonly target: string;
  readonly concurrency: number;
  /** Of the requests that brought a completion. */
  readonly ttft: readonly number[];
  readonly total: readonly number[];
}

/** What suites measured once, to be compared with later. Raising `version` is for changes that old readers can't read. */
export interface Baseline {
  readonly format: typeof BASELINE_FORMAT;
  readonly version: number;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly groups: readonly BaselineGroup[];
}

export const BASELINE_FORMAT = 'latency-lens-baseline';
export const BASELINE_VERSION = 1;

export const isBaseline: Check<Baseline> = shape<Baseline>({
  format: (value): value is typeof BASELINE_FORMAT => value === BASELINE_FORMAT,
  version: isNumber,
  measuredAt: isString,
  groups: listOf(
    shape<BaselineGroup>({
      suite: isString,
      case: isString,
      target: isString,
      concurrency: isNumber,
      ttft: listOf(isNumber),
      total: listOf(isNumber),
    }),
  ),
});
