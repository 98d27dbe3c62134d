import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Problem } from '../model/run';
import { PROBE_FORMAT_VERSION, type ProbeRecord } from '../protocol/probeRecords';
import { LineSplitter } from './lineSplitter';
import { parseRecord } from './parseRecord';

const MAX_LINE_BYTES = 64 << 20;

/** One spool file, read on from where the last reading ended. */
export class SpoolFile {
  readonly name: string;
  private readonly lines = new LineSplitter(MAX_LINE_BYTES);
  private offset = 0;
  private lineNumber = 0;
  private garbage = { count: 0, firstLine: 0 };
  private torn = false;
  private newer = false;
  private finished = false;
  private failure: string | undefined;

  /** @param buffer what is read passes through it; may be shared by files that are not read at once */
  constructor(
    readonly path: string,
    private readonly buffer: Buffer,
  ) {
    this.name = basename(path);
  }

  /** Whether all that is in the file was taken in, as far as it can be read at all. */
  get isTaken(): boolean {
    return !this.newer && this.failure === undefined;
  }

  /**
   * Records that were appended since the last call, in pieces of bounded size. A line that is still being written
   * waits for the next call. A file that can't be read yields nothing, says so in `problems`, and is tried again; one
   * whose process has said goodbye is left in peace until the end.
   */
  async *readNew(): AsyncGenerator<ProbeRecord[]> {
    if (!this.finished) yield* this.read();
  }

  /** As `readNew`, when nothing will be appended any more: what is left of a torn last line is given or reported. */
  async *readRest(): AsyncGenerator<ProbeRecord[]> {
    yield* this.read();
    const rest = this.lines.takeRest();
    if (rest === undefined) return;
    const record = parseRecord(rest, PROBE_FORMAT_VERSION);
    if (typeof record === 'object') yield [record];
    else this.torn = true;
  }

  /** What a person should know about this file so far. */
  problems(): Problem[] {
    return [...this.refusals(), ...this.damages()];
  }

  private async *read(): AsyncGenerator<ProbeRecord[]> {
    if (this.newer) return;
    try {
      const handle = await open(this.path, 'r');
      try {
        for (let read = -1; read !== 0 && !this.newer; ) {
          read = (await handle.read(this.buffer, 0, this.buffer.length, this.offset)).bytesRead;
          this.offset += read;
          const records = this.parse(this.lines.push(this.buffer.subarray(0, read)));
          if (records.length > 0) yield records;
        }
      } finally {
        await handle.close();
      }
      this.failure = undefined;
    } catch (error) {
      this.failure = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    }
  }

  private parse(lines: readonly string[]): ProbeRecord[] {
    const records: ProbeRecord[] = [];
    for (const line of lines) {
      this.lineNumber += 1;
      const record = parseRecord(line, PROBE_FORMAT_VERSION);
      if (typeof record === 'object') {
        records.push(record);
        this.finished ||= record.k === 'bye';
      } else if (record === 'garbage') this.countGarbage();
      else if (record === 'newer') {
        this.newer = true;
        return [];
      }
    }
    return records;
  }

  private countGarbage(): void {
    if (this.garbage.count === 0) this.garbage.firstLine = this.lineNumber;
    this.garbage.count += 1;
  }

  private *refusals(): Generator<Problem> {
    if (this.newer) {
      yield {
        severity: 'error',
        code: 'newerSpool',
        message: `${this.name} was written by a newer Latency Lens and can't be read by this one.`,
        action: 'Update Latency Lens; the file is kept and will be readable then.',
      };
    }
    if (this.failure !== undefined) {
      yield {
        severity: 'error',
        code: 'unreadableSpool',
        message: `${this.path} can't be read (${this.failure}); what that process did is missing.`,
        action: 'Check who owns the file and its permissions.',
      };
    }
  }

  private *damages(): Generator<Problem> {
    const { count, firstLine } = this.garbage;
    if (count > 0) {
      const what = count === 1 ? `line ${firstLine}` : `${count} lines, the first of them line ${firstLine},`;
      yield {
        severity: 'warning',
        code: 'garbageLines',
        message: `In ${this.name}, ${what} can't be read and was left out.`,
        action: 'Calls whose records were in there may lack times or output; everything else is complete.',
      };
    }
    if (this.torn) {
      yield {
        severity: 'info',
        code: 'tornLine',
        message: `The last line of ${this.name} is unfinished: its process was stopped while writing it.`,
      };
    }
  }
}
