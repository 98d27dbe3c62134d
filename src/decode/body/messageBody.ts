import type { ResponseContext } from './bodyInterpreter';
import type { ResponseBody } from './bodyReader';
import { EventStreamInterpreter } from './eventStreamInterpreter';

/** A response that comes as messages, each of them whole and an event of its own. */
export class MessageBody implements ResponseBody {
  readonly heldBack = false;
  readonly interpreter: EventStreamInterpreter;
  private readonly characters = new TextDecoder();

  constructor(context: ResponseContext) {
    this.interpreter = new EventStreamInterpreter(context);
  }

  push(bytes: Uint8Array): void {
    this.interpreter.event(this.characters.decode(bytes), undefined);
  }

  end(): void {
    this.interpreter.end();
  }
}
