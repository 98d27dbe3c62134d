import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFrame } from '../../../src/model/attribution';
import type { Mark } from './agentCase';

/** The names of lines in the programs of a folder. */
export class Marks {
  private readonly byLine = new Map<string, Mark>();

  constructor(folder: string) {
    for (const name of readdirSync(folder).filter((each) => !each.endsWith('.ts'))) {
      const file = join(folder, name);
      for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
        const mark = /^\s*(?:\/\/|#) @(\w+)$/.exec(line)?.[1];
        if (mark) this.byLine.set(`${file}:${index + 2}`, mark);
      }
    }
  }

  get names(): ReadonlySet<Mark> {
    return new Set(this.byLine.values());
  }

  of({ file, line }: SourceFrame): Mark | undefined {
    return this.byLine.get(`${file}:${line}`);
  }

  /** The name of the innermost line that has one. */
  ofChain(chain: readonly SourceFrame[]): Mark | undefined {
    for (const frame of chain) {
      const mark = this.of(frame);
      if (mark) return mark;
    }
    return undefined;
  }
}
