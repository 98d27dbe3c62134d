import type { CompletionBudget } from '../../model/completion';
import type { MeasuredSample } from './completionSummary';
import { lacksFigure } from './limits';

/** What can be counted of requests that are told of together. */
export interface Tally {
  /** Those that count, in the order in which they were made; the next three are of them. */
  readonly counted: readonly MeasuredSample[];
  readonly good: number;
  readonly failed: number;
  /** Completions without a TTFT although their budget limits it. */
  readonly lackTtft: number;
  /** Budgets that those which count are held against. */
  readonly budgets: ReadonlySet<CompletionBudget>;
  readonly typedOver: readonly MeasuredSample[];
  readonly unmeasured: number;
  readonly missedExpectations: number;
}

/** Goes through them once, since a suite has thousands and is looked at ten times a second while it runs. */
export function tallySamples(samples: readonly MeasuredSample[]): Tally {
  const [counted, typedOver]: [MeasuredSample[], MeasuredSample[]] = [[], []];
  const budgets = new Set<CompletionBudget>();
  const tally = { good: 0, failed: 0, lackTtft: 0, unmeasured: 0, missedExpectations: 0 };
  for (const one of samples) {
    if (one.sample.met === false && one.role !== 'warmUp') tally.missedExpectations += 1;
    if (one.role === 'unmeasured') tally.unmeasured += 1;
    if (one.role === 'typedOver') typedOver.push(one);
    if (one.role !== 'counted') continue;
    counted.push(one);
    budgets.add(one.budget);
    const outcome = outcomeOf(one);
    if (outcome) tally[outcome] += 1;
  }
  return { ...tally, counted, typedOver, budgets };
}

/** What a request that counts is counted as; undefined for one that was only too slow. */
function outcomeOf(one: MeasuredSample): 'good' | 'failed' | 'lackTtft' | undefined {
  if (one.good) return 'good';
  if (one.sample.end === 'failed') return 'failed';
  return lacksFigure(one, 'ttft') ? 'lackTtft' : undefined;
}
