import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../model/run';
import { type ProbeRecord, SPOOL_FILE_SUFFIX } from '../protocol/probeRecords';
import { SpoolFile } from './spoolFile';

const PIECE_BYTES = 1 << 16;

/** Records of one spool file, in the order they were written. */
export interface SpoolPiece {
  /** Name of the file; one process or worker thread each. */
  readonly file: string;
  readonly records: readonly ProbeRecord[];
}

/**
 * Follows the spool files of one folder. It is asked, and does not watch: a poll costs one directory listing and one
 * open file per process, works alike on every file system, and can't miss an event.
 */
export class SpoolTail {
  private readonly buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  private readonly files = new Map<string, SpoolFile>();
  private failure: string | undefined;

  constructor(readonly folder: string) {}

  /** What was appended since the last call, new files included. */
  async *readNew(): AsyncGenerator<SpoolPiece> {
    await this.findFiles();
    for (const file of this.files.values()) {
      for await (const records of file.readNew()) yield { file: file.name, records };
    }
  }

  /** As `readNew`, for the last time: unfinished last lines are given or reported. */
  async *readRest(): AsyncGenerator<SpoolPiece> {
    await this.findFiles();
    for (const file of this.files.values()) {
      for await (const records of file.readRest()) yield { file: file.name, records };
    }
  }

  /** What a person should know about the folder and its files so far. */
  problems(): Problem[] {
    const own: Problem[] =
      this.failure === undefined
        ? []
        : [
            {
              severity: 'error',
              code: 'unreadableFolder',
              message: `The run's folder ${this.folder} can't be read (${this.failure}).`,
              action: 'Check that it still exists and that you may read it, then run the program again.',
            },
          ];
    return [...own, ...[...this.files.values()].flatMap((file) => file.problems())];
  }

  /** Paths of the files whose content was taken in whole, and of those that had to be left. */
  sortFiles(): { readonly taken: string[]; readonly left: string[] } {
    const files = [...this.files.values()];
    return {
      taken: files.filter((file) => file.isTaken).map((file) => file.path),
      left: files.filter((file) => !file.isTaken).map((file) => file.path),
    };
  }

  private async findFiles(): Promise<void> {
    try {
      const names = await readdir(this.folder);
      this.failure = undefined;
      for (const name of names.sort()) {
        if (!name.endsWith(SPOOL_FILE_SUFFIX) || this.files.has(name)) continue;
        this.files.set(name, new SpoolFile(join(this.folder, name), this.buffer));
      }
    } catch (error) {
      this.failure = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    }
  }
}
