/** A longer line is passed over. */
const maxLineChars = 16 * 1024 ** 2;

/** Cuts bytes of text into lines, as they come. */
export class TextLines {
  readonly #take: (line: string) => void;
  readonly #characters = new TextDecoder();
  #pieces: string[] = [];
  #chars = 0;

  /** @param take gets each line when its end comes */
  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  push(bytes: Uint8Array): void {
    const lines = this.#characters.decode(bytes, { stream: true }).split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#add(line);
      this.#finish();
    }
    this.#add(last);
  }

  #finish(): void {
    const line = this.#pieces.join('');
    this.#pieces = [];
    this.#chars = 0;
    this.#take(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  #add(piece: string): void {
    this.#chars += piece.length;
    if (this.#chars > maxLineChars) this.#pieces = [];
    else if (piece !== '') this.#pieces.push(piece);
  }
}
