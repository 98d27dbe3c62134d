/** Takes back what was changed since a mark. Marks are set as one goes; the oldest are forgotten. */
export class History {
  readonly #steps: { readonly at: number; readonly changes: (() => void)[] }[] = [];
  #latest: { readonly changes: (() => void)[] } | undefined;

  /** @param most marks that are kept */
  constructor(private readonly most: number) {}

  /** Whether changes are to be noted: there is a mark to go back to. */
  get isKept(): boolean {
    return this.#latest !== undefined;
  }

  /** Tells one stretch between marks from another: what was kept in another one has to be kept anew. */
  stretch = 0;

  /** @param at where one is, not before the last mark */
  mark(at: number): void {
    const step = { at, changes: [] };
    this.#steps.push(step);
    this.#latest = step;
    this.stretch += 1;
    // In one go for many, since taking the first one off moves all the others.
    if (this.#steps.length >= 2 * this.most) this.#steps.splice(0, this.#steps.length - this.most);
  }

  /** Notes how to take back a change that was just made. */
  note(change: () => void): void {
    this.#latest?.changes.push(change);
  }

  /** Sets a value in a map, to be taken back. */
  set<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    if (this.#latest) {
      const [had, before] = [map.has(key), map.get(key)];
      this.#latest.changes.push(() => (had ? map.set(key, before as Value) : map.delete(key)));
    }
    map.set(key, value);
  }

  /**
   * Goes back to the last mark at or before a place, whose mark is taken off as well.
   * @returns where that was; undefined when no mark reaches back so far, and nothing was taken back
   */
  goBack(to: number): number | undefined {
    if ((this.#steps[0]?.at ?? Number.POSITIVE_INFINITY) > to) return undefined;
    this.stretch += 1;
    for (;;) {
      const step = this.#steps.pop();
      if (!step) return undefined;
      for (let index = step.changes.length - 1; index >= 0; index--) step.changes[index]?.();
      this.#latest = this.#steps.at(-1);
      if (step.at <= to) return step.at;
    }
  }
}
