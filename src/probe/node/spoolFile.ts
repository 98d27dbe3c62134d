import { join } from 'node:path';
import { SPOOL_FILE_SUFFIX } from '../../protocol/probeRecords';
import { openSync, writeSync } from './builtins';

/**
 * The file this thread appends its records to. Every record is one synchronous append, so whatever was written is
 * safe from any way the program may end. After a failed write nothing more is written: a torn line can only be last.
 */
export class SpoolFile {
  /** Characters written so far; equals bytes but for names outside ASCII. */
  size = 0;
  #broken = false;
  readonly #descriptor: number;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Undefined when the folder can't be written to; the program then runs as if there were no probe. */
  static open(folder: string, name: string): SpoolFile | undefined {
    try {
      return new SpoolFile(openSync(join(folder, name + SPOOL_FILE_SUFFIX), 'ax', 0o600));
    } catch {
      return undefined;
    }
  }

  /** @param encoding `latin1` is faster, for a line of ASCII alone */
  append(line: string, encoding: 'utf8' | 'latin1' = 'utf8'): void {
    if (this.#broken) return;
    try {
      this.#broken = writeSync(this.#descriptor, `${line}\n`, null, encoding) <= line.length;
      this.size += line.length + 1;
    } catch {
      this.#broken = true;
    }
  }
}
