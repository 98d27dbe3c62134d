/**
 * Index of the first item that is `past`, by halving; the length where none is.
 * @param sorted items of which those that are not past come first
 */
export function partitionPoint<Item>(sorted: readonly Item[], isPast: (item: Item) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(sorted[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
