import { groupBy } from '../../base/groupBy';
import { hashLine } from '../../base/lineHash';

/** The lines of a text as it is now; `TextDocument` is one. Lines count from 0. */
export interface TextLines {
  readonly version: number;
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** A replacement of some range of the text, as it was before, by other text. */
export interface TextChange {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

/** A line as some run knew it, counted from 0. */
export interface LineAnchor {
  readonly line: number;
  readonly hash?: string;
}

/** Where a line is by now. */
export interface LocatedLine {
  readonly line: number;
  /** The text is another than the one that ran; the figures speak of a line that is gone. */
  readonly changed: boolean;
}

/** Where an anchor is thought to be. */
interface Guess {
  line: number;
  /** Where the rest of the line went, when an edit split it off. */
  rest?: number;
  /** An edit reached into the line. */
  touched: boolean;
  /** No other line was like it when it was found; only then may it be looked for elsewhere once it is gone. */
  alone?: boolean;
}

/**
 * Follows lines of one text through its edits. An anchor seen for the first time is looked for by its hash, so it is
 * found too when the text was changed while nobody watched, by a branch switch or another editor.
 */
export class LineTracker {
  private readonly guesses = new Map<string, Guess>();
  private index: { version: number; lines: Map<string, number[]> } | undefined;

  /** @param key names the anchor; one that is located again under its key is followed, not looked for */
  locate(key: string, anchor: LineAnchor, text: TextLines): LocatedLine {
    const guess = this.guesses.get(key) ?? { line: anchor.line, touched: false };
    this.guesses.set(key, guess);
    guess.line = Math.max(0, Math.min(guess.line, text.lineCount - 1));
    if (anchor.hash === undefined)
      return { line: guess.line, changed: guess.touched || anchor.line >= text.lineCount };
    const found = this.find(anchor.hash, guess, text);
    if (found === undefined) return { line: guess.line, changed: true };
    const alone = guess.alone ?? this.linesLike(anchor.hash, text).length === 1;
    this.guesses.set(key, { line: found, touched: false, alone });
    return { line: found, changed: false };
  }

  /** Takes in edits, in the order in which the editor reports them. */
  edit(changes: readonly TextChange[]): void {
    for (const change of changes) {
      for (const guess of this.guesses.values()) follow(guess, change);
    }
  }

  /** The anchor's line, if it is in the text: at its guess, or anywhere as long as there is only one like it. */
  private find(hash: string, guess: Guess, text: TextLines): number | undefined {
    const near = [guess.line, guess.rest ?? -1].find((line) => hashAt(text, line) === hash);
    if (near !== undefined || guess.alone === false) return near;
    const alike = this.linesLike(hash, text);
    return alike.length === 1 ? alike[0] : undefined;
  }

  private linesLike(hash: string, text: TextLines): readonly number[] {
    if (this.index?.version !== text.version) {
      const numbers = [...Array(text.lineCount).keys()];
      const lines = groupBy(numbers, (line) => hashLine(text.lineAt(line).text));
      this.index = { version: text.version, lines };
    }
    return this.index.lines.get(hash) ?? [];
  }
}

function hashAt(text: TextLines, line: number): string | undefined {
  return line >= 0 && line < text.lineCount ? hashLine(text.lineAt(line).text) : undefined;
}

function follow(guess: Guess, { range: { start, end }, text }: TextChange): void {
  const added = text.split('\n').length - 1;
  if (start.line > guess.line) return;
  const isAbove = end.line < guess.line || (end.line === guess.line && end.character === 0);
  if (isAbove) {
    guess.line += added - (end.line - start.line);
    return;
  }
  guess.rest = start.line + added;
  guess.line = Math.min(guess.line, start.line + added);
  guess.touched = true;
}
