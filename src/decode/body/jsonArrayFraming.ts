import { MessageBuffer } from './messageBuffer';
import type { MessageFraming, MessageSink } from './messageFraming';

const codes = { quote: 0x22, backslash: 0x5c, bracket: 0x5b, brace: 0x7b } as const;

/**
 * Parts one growing JSON array into its elements, each of which is whole at its closing brace: what separates it from
 * the next may come much later. Every character is looked at once. What is no object or array between the elements is
 * passed over.
 */
export class JsonArrayFraming implements MessageFraming {
  private readonly marks = /["\\[\]{}]/g;
  private readonly element: MessageBuffer;
  private depth = 0;
  private inString = false;
  /** The next character is escaped. */
  private isEscaping = false;

  /** @param limit characters of one element */
  constructor(
    private readonly sink: MessageSink,
    limit?: number,
  ) {
    this.element = new MessageBuffer(limit);
  }

  push(text: string): void {
    if (text === '') return;
    let start = 0;
    this.marks.lastIndex = this.isEscaping ? 1 : 0;
    this.isEscaping = false;
    while (this.marks.test(text)) {
      const at = this.marks.lastIndex - 1;
      const change = this.depthChange(text, at);
      this.depth += change;
      if (change > 0 && this.depth === 2) start = at;
      if (change < 0 && this.depth === 1) this.finish(text.slice(start, at + 1));
    }
    if (this.depth > 1) this.element.add(text.slice(start));
  }

  /** Half an element says nothing. */
  end(): void {}

  /** How the character there changes the number of brackets that are open. */
  private depthChange(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === codes.quote) this.inString = !this.inString;
    else if (this.inString) this.skipEscaped(code, text.length);
    else if (code === codes.bracket || code === codes.brace) return 1;
    else if (code !== codes.backslash) return this.depth > 0 ? -1 : 0;
    return 0;
  }

  private skipEscaped(code: number, length: number): void {
    if (code !== codes.backslash) return;
    if (this.marks.lastIndex < length) this.marks.lastIndex += 1;
    else this.isEscaping = true;
  }

  private finish(piece: string): void {
    const element = this.element.takeWith(piece);
    if (element === undefined) this.sink.oversizedEvent();
    else this.sink.event(element, undefined);
  }
}
