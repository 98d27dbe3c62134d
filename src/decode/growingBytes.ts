/** Bytes that are gathered piece by piece, in one block of memory that doubles when it is full. */
export class GrowingBytes {
  private storage: Buffer;
  private size = 0;

  /** @param capacity bytes that fit in before it has to grow */
  constructor(capacity: number) {
    this.storage = Buffer.alloc(capacity);
  }

  get length(): number {
    return this.size;
  }

  /** What was gathered; only valid until more is. */
  get view(): Buffer {
    return this.storage.subarray(0, this.size);
  }

  add(bytes: Uint8Array): void {
    const size = this.size + bytes.length;
    if (size > this.storage.length) {
      const larger = Buffer.alloc(Math.max(size, 2 * this.storage.length));
      this.storage.copy(larger, 0, 0, this.size);
      this.storage = larger;
    }
    this.storage.set(bytes, this.size);
    this.size = size;
  }

  clear(): void {
    this.size = 0;
  }
}
