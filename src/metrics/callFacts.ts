import type { Interval } from '../base/intervals';
import type { Attempt } from '../model/attempt';
import { type Call, lastAttempt } from '../model/call';
import { findUnread } from './consumption';
import { type Gaps, measureGaps } from './gaps';
import type { Metric, MetricName } from './metric';
import { findMoments, findOutputs, isStream, type Moments } from './moments';

/** What the metrics of a call are measured from. Figures are of its last attempt, the one that answers. */
export class CallFacts {
  readonly attempt: Attempt;
  readonly moments: Moments;
  #gaps: Gaps | undefined;
  #unread: readonly Interval[] | undefined;

  constructor(readonly call: Call) {
    this.attempt = lastAttempt(call);
    this.moments = findMoments(this.attempt);
  }

  /** Moments of output mean something only in a stream: a document arrives when it is finished. */
  get output(): Pick<Moments, 'firstOutput' | 'firstVisible' | 'firstReasoning' | 'lastOutput'> {
    return isStream(this.attempt) ? this.moments : {};
  }

  /** Between the pieces of its output; found once for all that is told of them. */
  get gaps(): Gaps {
    this.#gaps ??= measureGaps(findOutputs(this.attempt));
    return this.#gaps;
  }

  /** Stretches in which something of it waited for the program; found once as well. */
  get unread(): readonly Interval[] {
    this.#unread ??= findUnread(this.attempt);
    return this.#unread;
  }
}

/** Measures one metric of a call. */
export type Measure = (facts: CallFacts) => Metric;

/** How some metrics are measured. */
export type Measures<Name extends MetricName> = Readonly<Record<Name, Measure>>;
