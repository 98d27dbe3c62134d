import { maxMessageChars } from '../limits';

/** So many pieces are joined: a list of single characters takes many times their room. */
const mostPieces = 1024;

/** A message that comes in pieces. Nothing is kept of one that is over the limit. */
export class MessageBuffer {
  /** What was joined, and what is still in pieces. */
  private blocks: string[] = [];
  private pieces: string[] = [];
  private chars = 0;

  /** @param limit characters of one message */
  constructor(private readonly limit = maxMessageChars) {}

  add(piece: string): void {
    this.chars += piece.length;
    if (this.chars > this.limit) this.drop();
    else if (piece !== '') this.pieces.push(piece);
    if (this.pieces.length === mostPieces) this.join();
  }

  /** As `add` and `take` of the last piece; most messages come in one. */
  takeWith(last: string): string | undefined {
    if (this.chars === 0 && last.length <= this.limit) return last;
    this.add(last);
    return this.take();
  }

  /** Hands the message over and begins the next one. Undefined for one that was over the limit. */
  take(): string | undefined {
    this.join();
    const message = this.chars > this.limit ? undefined : this.blocks.join('');
    this.chars = 0;
    this.drop();
    return message;
  }

  private join(): void {
    this.blocks.push(this.pieces.join(''));
    this.pieces = [];
  }

  private drop(): void {
    this.blocks = [];
    this.pieces = [];
  }
}
