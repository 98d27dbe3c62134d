/**
 * Index of the first item that is `past`, by halving; the length where none is.
 * @param sorted items of which those that are not past come first
 */
export function partitionPoint<Item>(sorted: readonly Item[], isPast: (item: Item) => boolean): number {
  return firstPast(0, sorted.length, (index) => isPast(sorted[index] as Item));
}

/** The first whole number from `low` on that is `past`, by halving, where all after it are past too; else `end`. */
export function firstPast(low: number, end: number, isPast: (number: number) => boolean): number {
  let [from, to] = [low, end];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isPast(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
