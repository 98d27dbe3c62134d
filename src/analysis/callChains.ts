import { groupBy } from '../base/groupBy';
import { type ChainFrame, callSiteIdOf } from '../model/attribution';
import type { Call } from '../model/call';

/** One way through the user's code on which calls were made. */
export interface CallChain {
  /** Innermost first; never empty. */
  readonly frames: readonly ChainFrame[];
  readonly calls: number;
}

/** The ways on which these calls were made, the one of most calls first. Calls without any frame are left out. */
export function findCallChains(calls: readonly Call[]): readonly CallChain[] {
  const placed = calls.filter(({ attribution }) => attribution.chain.length > 0);
  const ways = groupBy(placed, ({ attribution }) => attribution.chain.map(callSiteIdOf).join('\n'));
  return [...ways.values()]
    .map((same) => ({ frames: same[0]?.attribution.chain ?? [], calls: same.length }))
    .sort((a, b) => b.calls - a.calls);
}
