/** What was changed, to be taken back. Nothing is noted until `begin`. */
export class Undoable {
  #changes: (() => void)[] | undefined;

  /** From here on changes can be taken back. */
  begin(): void {
    this.#changes = [];
  }

  /** Takes back all changes since `begin`, the last one first; those from here on stay. */
  undo(): void {
    const changes = this.#changes ?? [];
    this.#changes = undefined;
    for (const change of changes.toReversed()) change();
  }

  /** Notes how to take back a change that was just made. */
  note(change: () => void): void {
    this.#changes?.push(change);
  }

  /** Sets a value in a map. */
  set<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    if (this.#changes) {
      const [had, before] = [map.has(key), map.get(key)];
      this.#changes.push(() => (had ? map.set(key, before as Value) : map.delete(key)));
    }
    map.set(key, value);
  }

  /** Appends to a list. */
  push<Item>(list: Item[], item: Item): void {
    list.push(item);
    this.#changes?.push(() => list.pop());
  }
}
