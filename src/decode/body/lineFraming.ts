import { parseJson } from '../json';
import { maxMessageChars } from '../limits';
import type { MessageFraming, MessageSink } from './messageFraming';

/** Parts a text into lines of which each is a message (NDJSON). Blank lines are none. */
export class LineFraming implements MessageFraming {
  /** The line that goes on, in pieces; emptied when it is over the limit. */
  private pieces: string[] = [];
  private chars = 0;

  /** @param limit characters of one line */
  constructor(
    private readonly sink: MessageSink,
    private readonly limit = maxMessageChars,
  ) {}

  push(text: string): void {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      this.add(line);
      this.finishLine();
    }
    this.add(rest);
  }

  /** The last line may lack its end; half a message is none. */
  end(): void {
    const line = this.takeLine();
    if (parseJson(line) !== undefined) this.sink.event(line, undefined);
  }

  private add(piece: string): void {
    this.chars += piece.length;
    if (this.chars > this.limit) this.pieces = [];
    else this.pieces.push(piece);
  }

  private finishLine(): void {
    const isOver = this.chars > this.limit;
    const line = this.takeLine();
    if (isOver) this.sink.oversizedEvent();
    else if (line.trim() !== '') this.sink.event(line, undefined);
  }

  private takeLine(): string {
    const line = this.pieces.join('');
    this.pieces = [];
    this.chars = 0;
    return line;
  }
}
