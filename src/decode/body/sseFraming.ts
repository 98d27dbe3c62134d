// Splits server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
// `eventsource-parser` reads the lines. Two things are done before it, because an event must be dispatched within the
// read that completes it: line ends are turned into LF (the parser holds back a CR at the end of its input, lest an LF
// follows), and what is left of an event over the limit is skipped.
import { createParser, type EventSourceParser } from 'eventsource-parser';
import { maxEventLines, maxMessageChars } from '../limits';
import type { MessageFraming, MessageSink } from './messageFraming';

export class SseFraming implements MessageFraming {
  private readonly parser: EventSourceParser;
  private endsWithCr = false;
  private endsWithLf = false;
  /** Within an event that was over the limit. */
  private skipping = false;
  private atEnd = false;
  /** Of the event at hand, as far as they came in reads that completed no event. */
  private lines = 0;

  /** @param limit characters of one event */
  constructor(
    private readonly sink: MessageSink,
    limit = maxMessageChars,
  ) {
    this.parser = createParser({
      onEvent: ({ data, event: name }) => this.dispatch(data, name),
      onComment: () => this.passComment(),
      onError: (error) => this.onParserError(error.type),
      maxBufferSize: limit,
    });
  }

  push(text: string): void {
    const lines = this.withLfOnly(text);
    if (lines === '') return;
    const rest = this.skipping ? this.skip(lines) : lines;
    this.endsWithLf = lines.endsWith('\n');
    if (rest === '') return;
    this.lines += countLines(rest);
    this.parser.feed(rest);
    if (this.lines > maxEventLines) this.leaveOut();
  }

  /** The body ended. */
  end(): void {
    this.atEnd = true;
    this.parser.feed('\n\n');
  }

  private dispatch(data: string, name: string | undefined): void {
    this.lines = 0;
    if (this.atEnd) this.sink.unterminatedEvent(data, name);
    else this.sink.event(data, name);
  }

  private passComment(): void {
    this.lines -= 1;
    if (!this.atEnd) this.sink.comment();
  }

  private onParserError(type: string): void {
    if (type === 'unknown-field' && !this.atEnd) this.sink.strangeLine();
    if (type === 'max-buffer-size-exceeded') this.leaveOut();
  }

  /** Forgets the event at hand, and skips what is still to come of it. */
  private leaveOut(): void {
    this.lines = 0;
    this.skipping = true;
    this.parser.reset();
    this.sink.oversizedEvent();
  }

  private withLfOnly(text: string): string {
    if (text === '') return text;
    const fresh = this.endsWithCr && text.startsWith('\n') ? text.slice(1) : text;
    this.endsWithCr = text.endsWith('\r');
    return fresh.includes('\r') ? fresh.replace(/\r\n?/g, '\n') : fresh;
  }

  /** What comes after the blank line that ends the event being skipped. */
  private skip(lines: string): string {
    const start = this.endsWithLf && lines.startsWith('\n') ? 1 : lines.indexOf('\n\n') + 2;
    if (start === 1 && !lines.startsWith('\n')) return '';
    this.skipping = false;
    return lines.slice(start);
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
