import { formatPlace } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { ChainFrame } from '../../model/attribution';
import type { Call } from '../../model/call';
import type { Thread, ThreadId } from './thread';

/**
 * What each thread is called: the function that its calls were made in, with a number where several threads share one.
 * Calls that a helper makes for a loop lead through the helper anew each time, so the loop's function is the one that
 * was called from where they all come: `researchTopic 2`, not `askModel`.
 */
export function nameThreads(threads: readonly Thread[]): ReadonlyMap<ThreadId, string> {
  const groups = groupBy(threads, nameOf);
  const named = [...groups].flatMap(([name, group]) =>
    group.map(({ id }, index): [ThreadId, string] => [id, group.length > 1 ? `${name} ${index + 1}` : name]),
  );
  return new Map(named);
}

function nameOf({ calls }: Thread): string {
  const [first] = calls;
  const { chain = [], site } = first?.attribution ?? {};
  const frame = (first && calls.length > 1 && findEntry(first, calls)) || site || chain[0];
  return frame ? (frame.functionName ?? formatPlace(frame)) : 'calls without a line';
}

/** The frame right inside the innermost execution that all calls share. */
function findEntry({ attribution: { chain } }: Call, calls: readonly Call[]): ChainFrame | undefined {
  const chains = calls.map((call) => call.attribution.chain);
  const shared = chain.findIndex((frame) => chains.every((other) => other.some((one) => isSame(one, frame))));
  return chain[shared - 1];
}

/** Whether two frames are one and the same execution of a line. */
function isSame(one: ChainFrame, other: ChainFrame): boolean {
  return (
    one.moment !== undefined &&
    one.moment === other.moment &&
    one.file === other.file &&
    one.line === other.line &&
    one.column === other.column
  );
}
