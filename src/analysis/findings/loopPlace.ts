import { type Attribution, type ChainFrame, callSiteIdOf, type SourceFrame } from '../../model/attribution';

/** So many lines of one way through the code are shown at most. */
const MOST_LINES = 3;

/**
 * The lines that lead from a loop to what it did twice: that of the loop first, then those further in. The loop is where
 * two ways part that came out of one and the same execution of a function; of ways that never met, the outermost line.
 */
export function placesInLoop(
  one: Attribution | undefined,
  other: Attribution | undefined,
): readonly SourceFrame[] {
  const [chain, second] = [one?.chain ?? [], other?.chain ?? []];
  if (chain.length === 0 || second.length === 0) return one?.site ? [one.site] : [];
  const executions = new Set(second.flatMap(executionOf));
  const shared = chain.findIndex((frame) => executionOf(frame).some((name) => executions.has(name)));
  const within = shared < 0 ? chain : chain.slice(0, shared);
  const lines = within.length > 0 ? within : chain.slice(0, 1);
  return distinct([...lines].reverse().concat(one?.site ? [one.site] : []));
}

/** A frame on a stack of its own may be any execution. */
function executionOf({ moment, ...frame }: ChainFrame): string[] {
  return moment === undefined ? [] : [`${moment} ${callSiteIdOf(frame)}`];
}

function distinct(frames: readonly SourceFrame[]): readonly SourceFrame[] {
  const known = new Map(frames.map((frame) => [callSiteIdOf(frame), frame]));
  const [first, ...others] = [...known.values()];
  return first ? [first, ...others.slice(-(MOST_LINES - 1))] : [];
}
