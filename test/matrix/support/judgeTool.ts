import type { Run } from '../../../src/model/run';
import type { Work } from '../../../src/model/work';
import { type Mark, placementFaults } from './placement';
import type { ServedTool } from './toolServer';

/** What a run says of tools that were called over MCP, in the order the calls began. */
export function toolCallsIn({ work }: Run, tool: string): Work[] {
  return work.filter(({ kind, name }) => kind === 'tool' && name === tool);
}

/** What is not as it must be of the calls of one tool, which all come from one place. */
export function toolFaults(served: readonly ServedTool[], found: readonly Work[], mark: Mark): string[] {
  if (served.length !== found.length) return [`${served.length} calls of a tool shown as ${found.length}`];
  return found.flatMap((work, index) => callFaults(work, served[index] as ServedTool, mark));
}

function callFaults(work: Work, { failed, ms }: ServedTool, mark: Mark): string[] {
  const { outcome, code, start, end = Number.NaN, attribution } = work;
  const ending = [outcome, code].filter(Boolean).join(' ');
  // The server had the call while it was going on.
  const isLongEnough = end - start >= ms;
  return [
    ...(attribution ? placementFaults(attribution, mark) : ['a call of a tool without a line']),
    ...(ending === (failed ? 'error isError' : 'done') ? [] : [`a call of a tool ended as ${ending}`]),
    ...(isLongEnough ? [] : ['a call of a tool shorter than its server says']),
  ];
}
