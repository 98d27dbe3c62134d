/** So many characters of a list of numbers, or of base64, are a vector and are left out. */
const vectorChars = 256;

const vectorStart = new RegExp(
  `\\[\\s*-?\\d[-+0-9.eE,\\s]{${vectorChars}}|(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{${vectorChars}}`,
);
/** What may become the start of a vector when more comes. */
const mayBeStart = /(?:\[[-+0-9.eE,\s]*|[A-Za-z0-9+/=]+)$/;
const afterNumbers = /[^-+0-9.eE,\s]/;
const afterBase64 = /[^A-Za-z0-9+/=]/;

/**
 * Empties the vectors in a JSON text that comes in pieces, which stays valid: numbers become a single 0, base64 an empty
 * string. Answers of a hundred million characters say nothing else that is worth keeping.
 */
export class VectorFilter {
  /** The end of what came, when it may be the start of a vector. */
  private held = '';
  /** What comes after the vector that is being left out. */
  private after: RegExp | undefined;

  push(text: string): string {
    let kept = '';
    let rest = this.skipVector(this.held + text);
    this.held = '';
    for (let found = vectorStart.exec(rest); found; found = vectorStart.exec(rest)) {
      const isNumbers = found[0].startsWith('[');
      kept += rest.slice(0, found.index) + (isNumbers ? '[0' : '');
      this.after = isNumbers ? afterNumbers : afterBase64;
      rest = this.skipVector(rest.slice(found.index + found[0].length));
    }
    const tail = mayBeStart.exec(rest.slice(-2 * vectorChars))?.[0] ?? '';
    this.held = tail;
    return kept + rest.slice(0, rest.length - tail.length);
  }

  /** @returns what was held back */
  end(): string {
    const held = this.held;
    this.held = '';
    return held;
  }

  private skipVector(text: string): string {
    if (!this.after) return text;
    const end = text.search(this.after);
    if (end < 0) return '';
    this.after = undefined;
    return text.slice(end);
  }
}
