import type { ThreadDraft } from './draft';
import { findToolRuns } from './findToolRuns';
import type { Iteration, Thread, ToolRun } from './thread';
import { firstCallOf } from './turn';

/** Makes a thread of its draft; the same one again as long as the draft has not changed. */
export function buildThread(draft: ThreadDraft): Thread {
  draft.made ??= makeThread(draft);
  return draft.made;
}

const noRuns: readonly ToolRun[] = [];

function makeThread(draft: ThreadDraft): Thread {
  const { id, turns, calls, start, gaps, parent, branchOf } = draft;
  const iterations = turns.map((_, index) => {
    const gap = gaps[index];
    if (gap) gap.runs ??= findToolRuns(gap, gap.done);
    return buildIteration(draft, index, gap?.runs ?? noRuns);
  });
  return {
    id,
    iterations,
    calls: calls.map(({ call }) => call),
    start,
    end: lastEnd([...calls, ...iterations.slice(-1)]),
    ...(parent && { parent: { thread: parent.thread.id, iteration: parent.iteration } }),
    ...(branchOf && { branchOf: { thread: branchOf.thread.id, iteration: branchOf.iteration } }),
  };
}

function buildIteration({ turns }: ThreadDraft, index: number, tools: readonly ToolRun[]): Iteration {
  const [turn, next] = [turns[index] ?? turns[0], turns[index + 1]];
  return {
    ordinal: index + 1,
    calls: turn.calls.map(({ call }) => call),
    tools,
    start: firstCallOf(turn).start,
    end: next ? firstCallOf(next).start : lastEnd([...turn.calls, ...tools]),
  };
}

function lastEnd(parts: readonly { readonly end: number }[]): number {
  return parts.reduce((last, { end }) => Math.max(last, end), 0);
}
