import { memoiseByIdentity } from '../../base/memoise';
import type { ProcessId } from '../../base/units';
import { type Attribution, callSiteIdOf } from '../../model/attribution';
import type { WorkKind } from '../../model/work';

/** What is known of a call, or of a piece of other work, and the way that led to it. */
export interface Made {
  readonly process: ProcessId;
  readonly attribution?: Attribution;
  readonly kind?: WorkKind;
  readonly name?: string;
}

/**
 * Names of the executions through which something was reached, one for each frame of its chain, innermost first: equal
 * where two came through one and the same execution of what the frame called. Undefined for frames without a moment.
 */
export const executionsOf = memoiseByIdentity(
  ({ process, attribution }: Made): readonly (string | undefined)[] =>
    (attribution?.chain ?? []).map((frame) =>
      frame.moment === undefined ? undefined : `${process} ${frame.moment} ${callSiteIdOf(frame)}`,
    ),
);

/** Whether two were reached through one and the same execution of anything. */
export function shareExecution(one: Made, other: Made): boolean {
  const known = new Set(executionsOf(one));
  return executionsOf(other).some((execution) => execution !== undefined && known.has(execution));
}
