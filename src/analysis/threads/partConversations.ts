import { firstCallOf, type Turn } from './turn';

/** Turns of which each carries on the one before; never empty. What becomes a thread. */
export type Conversation = readonly [Turn, ...Turn[]];

/**
 * Parts the tree of turns into conversations. Where one was branched it goes on with the branch that went on for the most
 * turns, of equal ones the first; the others begin conversations of their own.
 * @param turns what a turn carries on stands before it
 * @returns in the order they began
 */
export function partConversations(turns: readonly Turn[]): readonly Conversation[] {
  const mains = findMains(turns);
  return turns
    .filter((turn) => !turn.from || mains.get(turn.from.turn) !== turn)
    .map((first) => {
      const line: [Turn, ...Turn[]] = [first];
      for (let turn = mains.get(first); turn; turn = mains.get(turn)) line.push(turn);
      return line;
    })
    .sort((a, b) => startOf(a) - startOf(b));
}

function startOf([first]: Conversation): number {
  return firstCallOf(first).start;
}

/** For each turn the one that its conversation goes on with. */
function findMains(turns: readonly Turn[]): ReadonlyMap<Turn, Turn> {
  const mains = new Map<Turn, Turn>();
  const lengths = new Map<Turn, number>();
  for (const turn of turns.toReversed()) {
    let longest = 0;
    for (const next of turn.next) {
      const length = lengths.get(next) ?? 0;
      if (length > longest) {
        mains.set(turn, next);
        longest = length;
      }
    }
    lengths.set(turn, longest + 1);
  }
  return mains;
}
