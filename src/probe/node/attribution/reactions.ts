/**
 * The reactions to promises that run. Nearly always it is one: another begins within it only where the runtime is made
 * to run microtasks in between.
 */
export class Reactions {
  /** Its promise. */
  #running: object | undefined;
  /** Async id that the runtime shows while it runs, as long as no callback runs within it. */
  #id = -1;
  readonly #outer: (readonly [object, number])[] = [];

  begin(promise: object, id: number): void {
    if (this.#running) this.#outer.push([this.#running, this.#id]);
    this.#running = promise;
    this.#id = id;
  }

  end(): void {
    const outer = this.#outer.pop();
    this.#running = outer?.[0];
    this.#id = outer?.[1] ?? -1;
  }

  /** The promise whose reaction runs, if that is what runs while the runtime shows `id`. */
  runningUnder(id: number): object | undefined {
    return id === this.#id ? this.#running : undefined;
  }
}
