/** So often within a window, and a path is well known. */
const wornAfter = 100;
const windowMs = 1000;
const maxPaths = 4096;

/** Counts paths, and tells those that were taken often of late. */
export class WornPaths {
  readonly #seen = new Map<number, number>();
  #begunAt = 0;

  /** Counts a path, and says whether it was taken often of late. */
  isWorn(path: number): boolean {
    const times = (this.#seen.get(path) ?? 0) + 1;
    this.#seen.set(path, times);
    return times > wornAfter;
  }

  /** What was often is measured anew from time to time. */
  turn(now: number): void {
    if (now - this.#begunAt < windowMs && this.#seen.size < maxPaths) return;
    this.#begunAt = now;
    this.#seen.clear();
  }
}
