import type { CompletionRun, CompletionSample } from '../../model/completion';
import { isTypedOver } from '../plan';

/** How many of the planned requests have been made. Those of a burst that the next keystroke superseded come on top. */
export function countDone({ samples }: Pick<CompletionRun, 'samples'>): number {
  return samples.reduce((count: number, { id }: CompletionSample) => count + (isTypedOver(id) ? 0 : 1), 0);
}
