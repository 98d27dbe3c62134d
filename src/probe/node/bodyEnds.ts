/** The first and the last bytes of a body that goes by in pieces. */
export class BodyEnds {
  readonly #most: number;
  readonly #mostAtEnd: number;
  #beginning: Buffer = Buffer.alloc(0);
  #end: Buffer = Buffer.alloc(0);

  /**
   * @param most bytes kept of the beginning
   * @param mostAtEnd bytes kept of what comes after it
   */
  constructor(most: number, mostAtEnd: number) {
    this.#most = most;
    this.#mostAtEnd = mostAtEnd;
  }

  get beginning(): Buffer {
    return this.#beginning;
  }

  /** The last bytes behind the beginning; empty while there are none. */
  get end(): Buffer {
    return this.#end;
  }

  get isFull(): boolean {
    return this.#beginning.length >= this.#most;
  }

  /** Copies what it keeps: the memory is the program's. */
  add(chunk: Buffer): void {
    const room = this.#most - this.#beginning.length;
    if (room > 0) this.#beginning = Buffer.concat([this.#beginning, chunk.subarray(0, room)]);
    const rest = chunk.subarray(Math.max(0, room));
    if (rest.length === 0 || this.#mostAtEnd === 0) return;
    const last = rest.subarray(Math.max(0, rest.length - this.#mostAtEnd));
    const before = this.#end.subarray(Math.max(0, this.#end.length + last.length - this.#mostAtEnd));
    this.#end = Buffer.concat([before, last]);
  }
}
