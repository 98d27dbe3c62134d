import type { ResponseContext } from './bodyInterpreter';
import type { ResponseBody } from './bodyReader';
import { Characters } from './characters';
import { EventStreamInterpreter } from './eventStreamInterpreter';
import { LineFraming } from './lineFraming';

/** A response without a head, whose every line is a message and an event of its own. */
export class LineBody implements ResponseBody {
  readonly heldBack = false;
  readonly interpreter: EventStreamInterpreter;
  private readonly characters = new Characters();

  constructor(context: ResponseContext) {
    this.interpreter = new EventStreamInterpreter(context, (sink) => new LineFraming(sink));
  }

  push(bytes: Uint8Array): void {
    this.interpreter.push(this.characters.decode(bytes));
  }

  end(): void {
    this.interpreter.push(this.characters.end());
    this.interpreter.end();
  }
}
