import type { Inflater } from '../inflate/inflater';
import { openInflater } from '../inflate/openInflater';
import type { BodyFindings, BodyInterpreter } from './bodyInterpreter';
import type { BodyKind } from './sniffBody';
import { TextBody } from './textBody';

/** What a response's bytes pass through. `read` is the index of the read that brought them. */
export interface ResponseBody {
  /** Undefined while nothing came. */
  readonly interpreter: BodyFindings | undefined;
  /** Whether the encoding kept events back until the end. */
  readonly heldBack: boolean;
  push(bytes: Uint8Array, read: number): void;
  /** @param read index of the last read */
  end(read: number): void;
}

/** Opens what reads a body, when it is known what it is. */
export interface InterpreterOpeners {
  readonly forText: (kind: BodyKind) => BodyInterpreter;
  /** For frames of AWS. */
  readonly forFrames: () => BodyInterpreter<Uint8Array>;
}

/** From the bytes of a body as they came to those that were meant, and to what reads them. */
export class BodyReader implements ResponseBody {
  private readonly inflater: Inflater;
  private readonly contentType: string;
  private opened: BodyInterpreter<Uint8Array> | undefined;

  /** @throws InflateError when the content encoding can't be undone; `push` and `end` throw it as well */
  constructor(
    headers: Readonly<Record<string, string>>,
    private readonly openers: InterpreterOpeners,
  ) {
    this.contentType = headers['content-type'] ?? '';
    this.inflater = openInflater(headers['content-encoding'] ?? '');
  }

  get interpreter(): BodyFindings | undefined {
    return this.opened;
  }

  get heldBack(): boolean {
    return this.inflater.heldBack;
  }

  push(bytes: Uint8Array, read: number): void {
    for (const plain of this.inflater.push(bytes)) this.take(plain, read);
  }

  end(read: number): void {
    for (const plain of this.inflater.end()) this.take(plain, read);
    this.opened?.end();
  }

  /**
   * A frame begins with its length, whose first byte is 0 for all that aren't larger than they may be, and no text
   * begins with that. So it is told by the byte, as a content type may be missing, or wrong.
   */
  private take(plain: Uint8Array, read: number): void {
    if (plain.length === 0) return;
    this.opened ??=
      plain[0] === 0
        ? this.openers.forFrames()
        : new TextBody(this.contentType, (kind) => this.openers.forText(kind));
    this.opened.push(plain, read);
  }
}
