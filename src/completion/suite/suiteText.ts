import { findNodeAtLocation, type JSONPath, type Node } from 'jsonc-parser';
import { hideKeys } from './keyShapes';
import { LineIndex } from './lineIndex';
import type { SuiteProblem } from './suite';

/** Offsets in the file's text. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

type Verdict = Pick<SuiteProblem, 'kind' | 'severity' | 'message'>;

/** The text of a suite's file with its syntax tree, and what is wrong in it. */
export class SuiteText {
  private readonly lines: LineIndex;
  private readonly found: SuiteProblem[] = [];

  constructor(
    readonly text: string,
    readonly root: Node | undefined,
  ) {
    this.lines = new LineIndex(text);
  }

  /** In the order of the file; one for each place and message. */
  get problems(): readonly SuiteProblem[] {
    const distinct = new Map(this.found.map((problem) => [JSON.stringify(problem), problem]));
    return [...distinct.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  get hasErrors(): boolean {
    return this.found.some(({ severity }) => severity === 'error');
  }

  /** 1-based place of a value. */
  positionOf(path: JSONPath): { readonly line: number; readonly column: number } {
    return this.lines.positionAt(this.rangeOf(path).offset);
  }

  error(path: JSONPath, message: string): void {
    this.add(this.rangeOf(path), { kind: 'meaning', severity: 'error', message });
  }

  warn(path: JSONPath, message: string): void {
    this.add(this.rangeOf(path), { kind: 'meaning', severity: 'warning', message });
  }

  add({ offset, length }: TextRange, verdict: Verdict): void {
    const start = this.lines.positionAt(Math.min(offset, this.text.length));
    const end = this.lines.positionAt(Math.min(offset + length, this.text.length));
    const message = hideKeys(verdict.message);
    this.found.push({ ...start, endLine: end.line, endColumn: end.column, ...verdict, message });
  }

  /** An error at a part of a text value, where the file has it as it is; else at the whole value. */
  errorAtPart(path: JSONPath, part: string, message: string): void {
    const whole = this.rangeOf(path);
    const at = this.text.slice(whole.offset, whole.offset + whole.length).indexOf(part);
    const range = at < 0 ? whole : { offset: whole.offset + at, length: part.length };
    this.add(range, { kind: 'meaning', severity: 'error', message });
  }

  /** Whether something is reported from the beginning of a range on. */
  hasErrorAt({ offset }: TextRange): boolean {
    return this.found.some((problem) => this.lines.offsetOf(problem) === offset);
  }

  /**
   * What to underline for a value: the whole of a simple one; of an object or a list its name, or its bracket where it
   * has none. A path whose end is not in the file gives the place of what should hold it.
   */
  rangeOf(path: JSONPath): TextRange {
    const node = this.nodeAt(path);
    if (!node) return path.length === 0 ? { offset: 0, length: 0 } : this.rangeOf(path.slice(0, -1));
    if (node.type !== 'object' && node.type !== 'array') return node;
    return this.nameRangeOf(path) ?? { offset: node.offset, length: 1 };
  }

  /** The name of a property; undefined for items of lists and the whole file. */
  nameRangeOf(path: JSONPath): TextRange | undefined {
    const parent = this.nodeAt(path)?.parent;
    return parent?.type === 'property' ? parent.children?.[0] : undefined;
  }

  nodeAt(path: JSONPath): Node | undefined {
    return this.root && findNodeAtLocation(this.root, path);
  }
}
