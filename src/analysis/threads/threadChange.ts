import type { Milliseconds } from '../../base/units';
import { findMoments } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import { answerOf } from './answerOf';
import type { Iteration, Thread, ToolRun } from './thread';

/** From when on threads are not as they were; Infinity when they are. */
export interface ThreadChange {
  /** What their calls and the work for their tools came after. */
  readonly needs: Milliseconds;
  /** Which tools time belongs to. */
  readonly tools: Milliseconds;
}

export const noChange: ThreadChange = { needs: Number.POSITIVE_INFINITY, tools: Number.POSITIVE_INFINITY };

/** What neither of them has changed. */
export function earlier(one: ThreadChange, other: ThreadChange): ThreadChange {
  return { needs: Math.min(one.needs, other.needs), tools: Math.min(one.tools, other.tools) };
}

/** @param same number of iterations at the beginning that hold the same */
export function findChange(before: Thread, after: Thread, same: number): ThreadChange {
  const isElsewhere = !isSamePlace(before.parent, after.parent);
  const isOtherBranch = !isSamePlace(before.branchOf, after.branchOf);
  const [one, other] = [before.iterations[same], after.iterations[same]];
  const start = Math.min(startOf(one), startOf(other));
  const tools = isElsewhere ? Math.min(before.start, after.start) : start;
  if (isOtherBranch) return { needs: Math.min(before.start, after.start), tools };
  if (!one || !other || !isSame(one.calls, other.calls)) return { needs: start, tools };
  // The request is the same: only the tools that its answer asked for are told otherwise.
  const next = Math.min(startOf(before.iterations[same + 1]), startOf(after.iterations[same + 1]));
  const run = [...one.tools, ...other.tools].reduce((first, tool) => Math.min(first, tool.start), next);
  return { needs: Math.min(run, finishOf(answerOf(one)) ?? run), tools };
}

function startOf(iteration: Iteration | undefined): Milliseconds {
  return iteration?.start ?? Number.POSITIVE_INFINITY;
}

/** From when on work for its tools is looked for. */
function finishOf(call: Call): Milliseconds | undefined {
  return findMoments(lastAttempt(call)).finish;
}

function isSamePlace(one: Thread['parent'], other: Thread['parent']): boolean {
  return one?.thread === other?.thread && one?.iteration === other?.iteration;
}

/** How many iterations at the beginning hold the same. When the last one ended may be known only now. */
export function countSame(before: readonly Iteration[], after: readonly Iteration[]): number {
  let same = 0;
  while (same < before.length && same < after.length) {
    const [one, other] = [before[same] as Iteration, after[same] as Iteration];
    if (one !== other && !(isSame(one.calls, other.calls) && haveSameTools(one, other))) break;
    same += 1;
  }
  return same;
}

function isSame<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function haveSameTools({ tools: one }: Iteration, { tools: other }: Iteration): boolean {
  return (
    one.length === other.length &&
    one.every((tool, index) => {
      const same = other[index] as ToolRun;
      if (tool === same) return true;
      return (
        tool.start === same.start &&
        tool.end === same.end &&
        isSame(tool.names, same.names) &&
        isSame(tool.activities, same.activities)
      );
    })
  );
}
