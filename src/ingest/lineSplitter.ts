const LINE_FEED = 0x0a;

/**
 * Cuts bytes that arrive in pieces into lines. A line that has not ended yet waits for its rest; its pieces are
 * joined once, so that a huge line costs no more than its length.
 */
export class LineSplitter {
  private pieces: Buffer[] = [];
  private pendingBytes = 0;
  private overlong = false;

  /** @param maxLineBytes a line longer than this is given as an empty one: nobody could hold it as a string */
  constructor(private readonly maxLineBytes: number) {}

  /** Takes the next bytes; returns the lines that they complete, without their line feeds. */
  push(bytes: Buffer): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      lines.push(this.complete(bytes.subarray(from, at)));
      from = at + 1;
    }
    this.keep(bytes.subarray(from));
    return lines;
  }

  /** The unfinished last line, or undefined when the input ended with a line feed. */
  takeRest(): string | undefined {
    return this.pendingBytes > 0 || this.overlong ? this.complete(Buffer.alloc(0)) : undefined;
  }

  private complete(end: Buffer): string {
    if (this.pendingBytes === 0 && !this.overlong) return end.toString('utf8');
    this.keep(end);
    const line = this.overlong ? '' : Buffer.concat(this.pieces).toString('utf8');
    this.forget();
    this.overlong = false;
    return line;
  }

  private keep(bytes: Buffer): void {
    if (bytes.length === 0 || this.overlong) return;
    this.overlong = this.pendingBytes + bytes.length > this.maxLineBytes;
    if (this.overlong) {
      this.forget();
      return;
    }
    // A copy, since the caller reads the next piece into the same buffer.
    this.pieces.push(Buffer.from(bytes));
    this.pendingBytes += bytes.length;
  }

  private forget(): void {
    this.pieces = [];
    this.pendingBytes = 0;
  }
}
