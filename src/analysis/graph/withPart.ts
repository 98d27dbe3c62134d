import type { Execution } from '../threads/executions';
import type { FlowState } from './flowState';
import type { Link } from './program';

/** A flow that waits for nothing goes on sooner. */
const IDLE_MS = 10;

/**
 * Adds to what a flow goes on from the answer a piece of which it waited for: one that comes, while a flow that did
 * nothing else for a while goes on by itself. Where no execution tells whose answer it is, the only one that comes is
 * meant; but not by another call, which would hold words of it.
 * @param index of what the flow does now
 * @param links to what is over
 * @param flow the innermost execution that it shares with what is over, and what has begun and is not over
 */
export function withPart(
  state: FlowState,
  index: number,
  links: readonly Link[],
  flow: { readonly execution?: Execution; readonly open: Iterable<number> },
): readonly Link[] {
  if (!hasWaited(state, index, links)) return links;
  const coming = [...flow.open].filter((other) => state.partsAt(other) <= state.startOf(index));
  if (coming.length === 0) return links;
  const own = findOwn(state, index, coming, flow.execution);
  if (own?.isInner) return [{ from: own.from, why: 'order' }];
  const [only] = coming.length === 1 && flow.execution === undefined && state.isWork(index) ? coming : [];
  return withJoin(links, own?.from ?? only);
}

function hasWaited(state: FlowState, index: number, links: readonly Link[]): boolean {
  const start = state.startOf(index);
  return links.every(({ from }) => {
    const usable = state.usableAt(from);
    return usable > start || start - usable > IDLE_MS;
  });
}

/**
 * The answer that came through the innermost execution, no further out than a known one.
 * @param known shared with what is over
 */
function findOwn(
  state: FlowState,
  index: number,
  coming: readonly number[],
  known: Execution | undefined,
): { readonly from: number; readonly isInner: boolean } | undefined {
  for (const execution of state.executionsOf(index)) {
    if (execution === undefined) continue;
    const from = coming.findLast((other) => state.executionsOf(other).includes(execution));
    if (from !== undefined) return { from, isInner: execution !== known };
    if (execution === known) return undefined;
  }
  return undefined;
}

function withJoin(links: readonly Link[], from: number | undefined): readonly Link[] {
  if (from === undefined) return links;
  return [...links, { from, why: links.length === 0 ? 'order' : 'join' }];
}
