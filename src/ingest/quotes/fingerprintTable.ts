/** Numbers by fingerprint, in two blocks of memory that double when they are half full. */
export class FingerprintTable {
  private keys = new Float64Array(smallest);
  private values = new Int32Array(smallest);
  private count = 0;

  get size(): number {
    return this.count;
  }

  get(fingerprint: number): number | undefined {
    const slot = this.slotOf(fingerprint);
    return this.keys[slot] === fingerprint + 1 ? this.values[slot] : undefined;
  }

  set(fingerprint: number, value: number): void {
    const slot = this.slotOf(fingerprint);
    if (this.keys[slot] === 0) this.count += 1;
    this.keys[slot] = fingerprint + 1;
    this.values[slot] = value;
    if (this.count * 2 > this.keys.length) this.grow();
  }

  /** Where it is, or would be: keys are one more than the fingerprint, so that 0 stands for a free slot. */
  private slotOf(fingerprint: number): number {
    const mask = this.keys.length - 1;
    let slot = fingerprint & mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== fingerprint + 1) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [keys, values] = [this.keys, this.values];
    this.keys = new Float64Array(keys.length * 2);
    this.values = new Int32Array(keys.length * 2);
    this.count = 0;
    keys.forEach((key, slot) => {
      if (key !== 0) this.set(key - 1, values[slot] as number);
    });
  }
}

const smallest = 4096;
