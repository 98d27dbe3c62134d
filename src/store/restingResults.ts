import type { Milliseconds } from '../base/units';

/** A result is good for so many times as long as it took to get. */
const REST = 10;

/** Of so many things results are kept; few things change at a time. */
const MOST = 8;

interface Resting<Result> {
  readonly key: string;
  readonly until: Milliseconds;
  readonly result: Result;
}

/**
 * Results about things that change all the time and are costly to follow. Each may lag behind by a few times of what it
 * cost, so that following takes no more than a tenth of the time, however large the thing grows.
 */
export class RestingResults<Id, Result> {
  private readonly resting = new Map<Id, Resting<Result>>();

  /** @param clock ms of a monotonic clock */
  constructor(private readonly clock: () => Milliseconds = () => performance.now()) {}

  /**
   * The result for a thing, computed when there is none or it has rested long enough.
   * @param key what else the result hangs on; another key is another result
   * @param compute is given the last result, whatever it hung on
   */
  get(id: Id, key: string, compute: (previous: Result | undefined) => Result): Result {
    const start = this.clock();
    const known = this.resting.get(id);
    if (known?.key === key && start < known.until) return known.result;
    const result = compute(known?.result);
    const end = this.clock();
    this.resting.delete(id);
    this.resting.set(id, { key, until: end + REST * (end - start), result });
    this.letOldestGo();
    return result;
  }

  /** The thing changes no more. */
  forget(id: Id): void {
    this.resting.delete(id);
  }

  /** What was taken away while it still changed is never forgotten otherwise. */
  private letOldestGo(): void {
    const [oldest] = this.resting.keys();
    if (this.resting.size > MOST && oldest !== undefined) this.resting.delete(oldest);
  }
}
