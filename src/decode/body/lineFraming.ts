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
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.finish(this.line.takeWith(text.slice(start, end)));
      start = end + 1;
    }
    if (start < text.length) this.line.add(text.slice(start));
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
