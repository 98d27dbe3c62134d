import { chainHash, chainNumber, HASH_SEED } from '../../base/hash';
import { memoiseByIdentity, memoiseByText } from '../../base/memoise';
import type { ProcessId } from '../../base/units';
import type { Attribution, ChainFrame } from '../../model/attribution';
import type { WorkKind } from '../../model/work';

/** What is known of a call, or of a piece of other work, and the way that led to it. */
export interface Made {
  readonly process: ProcessId;
  readonly attribution?: Attribution;
  readonly kind?: WorkKind;
  readonly name?: string;
}

/** Stands for one execution of a function, up to what it called: a hash, since a long run has a million of them. */
export type Execution = number;

/**
 * The executions through which something was reached, one for each frame of its chain, innermost first: equal where two
 * came through one and the same execution of what the frame called. Undefined for frames without a moment.
 */
export const executionsOf = memoiseByIdentity(
  ({ process, attribution }: Made): readonly (Execution | undefined)[] =>
    attribution ? attribution.chain.map((frame) => executionOf(process, frame)) : noExecutions,
);

const noExecutions: readonly (Execution | undefined)[] = [];

function executionOf(process: ProcessId, { file, line, column, moment }: ChainFrame): Execution | undefined {
  if (moment === undefined) return undefined;
  return [hashOf(file), line, column, moment].reduce(chainNumber, hashOf(process));
}

/** Of names that come again and again. */
const hashOf = memoiseByText((name) => chainHash(HASH_SEED, name));

/** Whether two were reached through one and the same execution of anything. */
export function shareExecution(one: Made, other: Made): boolean {
  const known = executionsOf(one);
  return executionsOf(other).some((execution) => execution !== undefined && known.includes(execution));
}
