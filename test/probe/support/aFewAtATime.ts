import { availableParallelism } from 'node:os';

/**
 * Does the same with each of a list, as many at a time as keep the machine busy, for tests that then look at one
 * result each: most of what a program takes is its start. Settles when all is done; what failed rejects where it is
 * looked at.
 */
export async function aFewAtATime<Item, Result>(
  items: readonly Item[],
  make: (item: Item) => Promise<Result>,
): Promise<ReadonlyMap<Item, Promise<Result>>> {
  const made = new Map<Item, Promise<Result>>();
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const result = make(item);
      made.set(item, result);
      await result.catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  return made;
}
