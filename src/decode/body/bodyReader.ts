import type { Inflater } from '../inflate/inflater';
import { openInflater } from '../inflate/openInflater';
import type { BodyInterpreter } from './bodyInterpreter';
import { type BodyKind, sniffBody } from './sniffBody';

/** What a response's bytes pass through. `read` is the index of the read that brought them. */
export interface ResponseBody {
  /** Undefined while it can't be told what the body is. */
  readonly interpreter: BodyInterpreter | undefined;
  /** Whether the encoding kept events back until the end. */
  readonly heldBack: boolean;
  push(bytes: Uint8Array, read: number): void;
  /** @param read index of the last read */
  end(read: number): void;
}

/** From the bytes of a body as they came to its text, and to the interpreter that its beginning asks for. */
export class BodyReader implements ResponseBody {
  private readonly inflater: Inflater;
  private readonly characters = new TextDecoder();
  private readonly contentType: string;
  /** Text before it can be told what the body is; leading white space isn't kept, so that it stays short. */
  private start = '';
  private opened: BodyInterpreter | undefined;

  /** @throws InflateError when the content encoding can't be undone; `push` and `end` throw it as well */
  constructor(
    headers: Readonly<Record<string, string>>,
    private readonly openInterpreter: (kind: BodyKind) => BodyInterpreter,
  ) {
    this.contentType = headers['content-type'] ?? '';
    this.inflater = openInflater(headers['content-encoding'] ?? '');
  }

  get interpreter(): BodyInterpreter | undefined {
    return this.opened;
  }

  get heldBack(): boolean {
    return this.inflater.heldBack;
  }

  push(bytes: Uint8Array, read: number): void {
    for (const plain of this.inflater.push(bytes))
      this.take(this.characters.decode(plain, { stream: true }), read, false);
  }

  end(read: number): void {
    for (const plain of this.inflater.end())
      this.take(this.characters.decode(plain, { stream: true }), read, false);
    this.take(this.characters.decode(), read, true);
    this.opened?.end();
  }

  private take(text: string, read: number, isWhole: boolean): void {
    if (this.opened) {
      this.opened.push(text, read);
      return;
    }
    this.start = `${this.start}${text}`.trimStart();
    const kind = sniffBody(this.start, this.contentType, isWhole);
    if (kind === undefined) return;
    this.opened = this.openInterpreter(kind);
    this.opened.push(this.start, read);
    this.start = '';
  }
}
