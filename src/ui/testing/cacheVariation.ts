/** So many blanks and tabs tell one request from a million others. */
const LENGTH = 20;

/**
 * Blanks that are different each time. A provider that remembers its answers by the text before the cursor, as most do,
 * has to ask anew for a text that has them in it.
 */
export class CacheVariation {
  /** Begins somewhere else in each session, since caches outlive it. */
  private count = Math.floor(Math.random() * 2 ** LENGTH);

  next(): string {
    this.count = (this.count + 1) % 2 ** LENGTH;
    return this.count.toString(2).padStart(LENGTH, '0').replaceAll('0', ' ').replaceAll('1', '\t');
  }
}
