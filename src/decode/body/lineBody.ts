import { parseJson } from '../json';
import { maxMessageChars } from '../limits';
import type { ResponseContext } from './bodyInterpreter';
import type { ResponseBody } from './bodyReader';
import { EventStreamInterpreter } from './eventStreamInterpreter';

/** A response whose every line is a message and an event of its own. */
export class LineBody implements ResponseBody {
  readonly heldBack = false;
  readonly interpreter: EventStreamInterpreter;
  private readonly characters = new TextDecoder();
  /** The beginning of a line that goes on. */
  private start = '';

  constructor(context: ResponseContext) {
    this.interpreter = new EventStreamInterpreter(context);
  }

  push(bytes: Uint8Array): void {
    const lines = this.characters.decode(bytes, { stream: true }).split('\n');
    lines[0] = this.start + lines[0];
    this.start = lines.pop() ?? '';
    for (const line of lines) this.take(line);
  }

  end(): void {
    if (parseJson(this.start) !== undefined) this.take(this.start);
    this.interpreter.end();
  }

  private take(line: string): void {
    if (line.length > maxMessageChars) this.interpreter.oversizedEvent();
    else if (line.trim() !== '') this.interpreter.event(line, undefined);
  }
}
