import { countOf } from '../../base/countOf';
import type { CompletionRun } from '../../model/completion';
import { isTypedOver } from '../plan';

/** How many of the planned requests have been made. Those of a burst that the next keystroke superseded come on top. */
export function countDone({ samples }: Pick<CompletionRun, 'samples'>): number {
  return countOf(samples, ({ id }) => !isTypedOver(id));
}
