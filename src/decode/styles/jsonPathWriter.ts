import { clip } from '../clip';

/** A member's value, or a piece of it when it is a text that goes on. */
export interface PathValue {
  /** Where it belongs, as JSONPath (RFC 9535) of names and indices: `$.foo.bar[0].data`. */
  readonly path: string;
  readonly value: string | number | boolean | null;
  /** More of the same text follows. */
  readonly goesOn: boolean;
}

interface Container {
  /** Its place in the container around it. */
  readonly key: string | number;
  readonly isList: boolean;
  size: number;
}

/**
 * Writes an object whose members come one by one, or in pieces, as JSON text that grows. Members have to come in the
 * order in which they stand; others are written down where they come.
 */
export class JsonPathWriter {
  private readonly open: Container[] = [];
  /** Path of the text that goes on. */
  private openText: string | undefined;

  /** @returns what the value adds to the text */
  add({ path, value, goesOn }: PathValue): string {
    if (typeof value === 'string' && this.openText === path) return this.addToText(value, goesOn);
    const opening = this.closeText() + this.moveTo(stepsOf(path));
    if (typeof value !== 'string') return opening + JSON.stringify(value);
    this.openText = path;
    return `${opening}"${this.addToText(value, goesOn)}`;
  }

  /** @returns what is missing at the end of the text */
  end(): string {
    return this.closeText() + this.closeTo(0);
  }

  private addToText(piece: string, goesOn: boolean): string {
    const escaped = JSON.stringify(piece).slice(1, -1);
    return goesOn ? escaped : escaped + this.closeText();
  }

  private closeText(): string {
    if (this.openText === undefined) return '';
    this.openText = undefined;
    return '"';
  }

  /** Leaves containers that the value isn't in, and enters those that it is in. */
  private moveTo(steps: readonly (string | number)[]): string {
    const around = ['', ...steps.slice(0, -1)];
    const shared = around.findIndex((key, at) => this.open[at]?.key !== key);
    let text = this.closeTo(shared < 0 ? around.length : shared);
    for (let at = this.open.length; at < around.length; at += 1)
      text += this.enter(around[at] ?? '', typeof steps[at] === 'number');
    return text + this.place(steps.at(-1) ?? '');
  }

  private enter(key: string | number, isList: boolean): string {
    const place = this.open.length === 0 ? '' : this.place(key);
    this.open.push({ key, isList, size: 0 });
    return place + (isList ? '[' : '{');
  }

  /** What stands before a value in the innermost container. */
  private place(key: string | number): string {
    const container = this.open.at(-1);
    const comma = container && container.size++ > 0 ? ',' : '';
    return container?.isList ? comma : `${comma}${JSON.stringify(String(key))}:`;
  }

  private closeTo(depth: number): string {
    const left = this.open.splice(depth).reverse();
    return left.map(({ isList }) => (isList ? ']' : '}')).join('');
  }
}

/** Names and indices of a path. */
function stepsOf(path: string): (string | number)[] {
  const steps = clip(path).matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g);
  return [...steps].map(([, name, index, ...quoted]) =>
    index === undefined ? (name ?? quoted[0] ?? quoted[1] ?? '') : Number(index),
  );
}
