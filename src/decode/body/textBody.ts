import type { BodyInterpreter } from './bodyInterpreter';
import { Characters } from './characters';
import { type BodyKind, sniffBody } from './sniffBody';

/** From the bytes of a text to its characters, and to the interpreter that its beginning asks for. */
export class TextBody implements BodyInterpreter<Uint8Array> {
  private readonly characters = new Characters();
  /** Text before it can be told what the body is; leading white space isn't kept, so that it stays short. */
  private start = '';
  private lastRead = 0;
  private opened: BodyInterpreter | undefined;

  constructor(
    private readonly contentType: string,
    private readonly openInterpreter: (kind: BodyKind) => BodyInterpreter,
  ) {}

  get commentCount(): number {
    return this.opened?.commentCount ?? 0;
  }

  get undecoded(): string | null {
    return this.opened?.undecoded ?? null;
  }

  get remarks(): readonly string[] {
    return this.opened?.remarks ?? [];
  }

  push(bytes: Uint8Array, read: number): void {
    this.lastRead = read;
    this.take(this.characters.decode(bytes), false);
  }

  end(): void {
    this.take(this.characters.end(), true);
    this.opened?.end();
  }

  private take(text: string, isWhole: boolean): void {
    if (this.opened) {
      this.opened.push(text, this.lastRead);
      return;
    }
    this.start = `${this.start}${text}`.trimStart();
    const kind = sniffBody(this.start, this.contentType, isWhole);
    if (kind === undefined) return;
    this.opened = this.openInterpreter(kind);
    this.opened.push(this.start, this.lastRead);
    this.start = '';
  }
}
