import { partitionPoint } from '../../base/partitionPoint';

/** 1-based; columns count UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of a text are. Lines end as in editors: with `\n`, `\r\n` or `\r`. */
export class LineIndex {
  /** Offsets at which lines begin. */
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const ends = [...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length);
    this.starts = [0, ...ends];
  }

  get lineCount(): number {
    return this.starts.length;
  }

  positionAt(offset: number): Position {
    const line = partitionPoint(this.starts, (start) => start > offset);
    return { line, column: offset - (this.starts[line - 1] ?? 0) + 1 };
  }

  /** The text of a line without its end; undefined where there is no such line. */
  lineAt(line: number): string | undefined {
    const start = this.starts[line - 1];
    return start === undefined
      ? undefined
      : this.text.slice(start, this.starts[line]).replace(/\r?\n$|\r$/, '');
  }

  /** Offset of a place whose line exists. */
  offsetOf({ line, column }: Position): number {
    return (this.starts[line - 1] ?? this.text.length) + column - 1;
  }
}
