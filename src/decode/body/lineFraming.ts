import { parseJson } from '../json';
import { MessageBuffer } from './messageBuffer';
import type { MessageFraming, MessageSink } from './messageFraming';

/** Parts a text into lines of which each is a message (NDJSON). Blank lines are none. */
export class LineFraming implements MessageFraming {
  private readonly line: MessageBuffer;

  /** @param limit characters of one line */
  constructor(
    private readonly sink: MessageSink,
    limit?: number,
  ) {
    this.line = new MessageBuffer(limit);
  }

  push(text: string): void {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const piece of lines) {
      this.line.add(piece);
      this.finish(this.line.take());
    }
    this.line.add(rest);
  }

  /** The last line may lack its end; half a message is none. */
  end(): void {
    const line = this.line.take() ?? '';
    if (parseJson(line) !== undefined) this.sink.event(line, undefined);
  }

  private finish(line: string | undefined): void {
    if (line === undefined) this.sink.oversizedEvent();
    else if (line.trim() !== '') this.sink.event(line, undefined);
  }
}
