import { type RpcMessage, readRpc } from './rpc';
import { TextLines } from './textLines';

type Answer = RpcMessage & { kind: 'answer' };

/** Finds the answers in a stream of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class ServerEvents {
  readonly #answer: (answer: Answer) => void;
  readonly #isAwaited: () => boolean;
  readonly #met: () => void;
  readonly #lines = new TextLines((line) => this.#take(line));
  #data: string[] = [];

  /**
   * @param isAwaited asked before a message is looked at
   * @param met told of the event with which servers of the first revision begin
   */
  constructor(answer: (answer: Answer) => void, isAwaited: () => boolean, met: () => void = () => {}) {
    this.#answer = answer;
    this.#isAwaited = isAwaited;
    this.#met = met;
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  /** JSON that is told in one line is read as soon as that is in; what goes on over several, with the last. */
  #take(line: string): void {
    if (/^event: ?endpoint$/.test(line)) this.#met();
    if (!line.startsWith('data:')) this.#data = [];
    else if (this.#isAwaited()) {
      this.#data.push(line.slice('data:'.length));
      const messages = readRpc(this.#data.join('\n'));
      for (const message of messages ?? []) if (message.kind === 'answer') this.#answer(message);
      if (messages) this.#data = [];
    }
  }
}
