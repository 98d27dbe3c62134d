/** How many of the items fit; makes no list of them. */
export function countOf<Item>(items: readonly Item[], fits: (item: Item) => boolean): number {
  let count = 0;
  for (const item of items) if (fits(item)) count += 1;
  return count;
}
