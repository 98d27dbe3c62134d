import { maxMessageChars } from '../limits';
import type { MessageFraming, MessageSink } from './messageFraming';

const quote = 0x22;
const backslash = 0x5c;
const openers = new Set([0x5b, 0x7b]);
const closers = new Set([0x5d, 0x7d]);

/**
 * Parts one growing JSON array into its elements, each of which is whole at its closing brace: what separates it from
 * the next may come much later. Every character is looked at once. What is no object or array between the elements is
 * passed over.
 */
export class JsonArrayFraming implements MessageFraming {
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  /** The element that goes on, in pieces; emptied when it is over the limit. */
  private pieces: string[] = [];
  private chars = 0;

  /** @param limit characters of one element */
  constructor(
    private readonly sink: MessageSink,
    private readonly limit = maxMessageChars,
  ) {}

  push(text: string): void {
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const change = this.depthChange(text.charCodeAt(at));
      if (change === 0) continue;
      this.depth += change;
      if (change > 0 && this.depth === 2) start = at;
      if (change < 0 && this.depth === 1) this.finish(text.slice(start, at + 1));
    }
    if (this.depth > 1) this.add(text.slice(start));
  }

  /** Half an element says nothing. */
  end(): void {}

  /** How a character changes the number of brackets that are open. */
  private depthChange(code: number): number {
    if (this.inString) {
      this.readInString(code);
      return 0;
    }
    if (code === quote) this.inString = true;
    if (openers.has(code)) return 1;
    return closers.has(code) && this.depth > 0 ? -1 : 0;
  }

  private readInString(code: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (code === backslash) this.isEscaped = true;
    else if (code === quote) this.inString = false;
  }

  private add(piece: string): void {
    this.chars += piece.length;
    if (this.chars > this.limit) this.pieces = [];
    else this.pieces.push(piece);
  }

  private finish(piece: string): void {
    this.add(piece);
    if (this.chars > this.limit) this.sink.oversizedEvent();
    else this.sink.event(this.pieces.join(''), undefined);
    this.pieces = [];
    this.chars = 0;
  }
}
