/**
 * The items of a list that something holds for, found anew as the list changes. Lists of a run that goes on grow at their
 * end, and few items in them are replaced: only what is not the same object is looked at, since reaching for every item
 * of a long run is what costs most.
 */
export class Sieve<Item extends { readonly id: string }> {
  #items: readonly Item[] = [];
  /** Where those stand that it holds for, in order. */
  #places: number[] = [];

  constructor(private readonly holds: (item: Item) => boolean) {}

  /** The items that it holds for, in the order of the list. */
  update(items: readonly Item[]): readonly Item[] {
    const before = this.#items;
    const length = Math.min(items.length, before.length);
    let same = 0;
    const replaced: number[] = [];
    for (; same < length; same++) {
      if (items[same] === before[same]) continue;
      if (items[same]?.id !== before[same]?.id) break;
      replaced.push(same);
    }
    this.#items = items;
    if (replaced.length > 0 || same < before.length) {
      const looked = new Set(replaced);
      this.#places = this.#places.filter((place) => place < same && !looked.has(place));
      this.#places.push(...replaced.filter((place) => this.holds(items[place] as Item)));
      this.#places.sort((a, b) => a - b);
    }
    for (let place = same; place < items.length; place++) {
      if (this.holds(items[place] as Item)) this.#places.push(place);
    }
    return this.#places.map((place) => items[place] as Item);
  }
}
