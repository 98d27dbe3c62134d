import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { getSystemErrorName } from 'node:util';
import type { WorkEndRecord } from '../../../protocol/probeRecords';
import { guarded, observeLookups } from '../observe';
import type { Recorder } from '../recorder';
import { commandName } from './commandName';
import type { WorkLog } from './workLog';

/** Older runtimes have no channel for children. */
const isSilent = Number.parseInt(process.versions.node, 10) < 20;

/**
 * Follows child processes from spawn to exit, however they were started. The runtime tells of each; that one is looked
 * at whenever it is about to tell of something, so that it has no listener but the program's own.
 */
export class ChildProcesses {
  readonly #recorder: Recorder;
  readonly #log: WorkLog;
  readonly #meet: (child: ChildProcess) => void;
  readonly #known = new WeakSet<object>();

  /** @param meet told of each child, before it is spawned */
  constructor(recorder: Recorder, log: WorkLog, meet: (child: ChildProcess) => void) {
    this.#recorder = recorder;
    this.#log = log;
    this.#meet = meet;
  }

  install(): void {
    subscribe('child_process', (message) =>
      guarded(this.#recorder, 'childProcess', () =>
        this.#follow((message as { process: ChildProcess }).process),
      ),
    );
    if (isSilent) {
      // Loading it takes a while: not where there is no need.
      const { prototype } = (require('node:child_process') as typeof import('node:child_process'))
        .ChildProcess;
      observeLookups(this.#recorder, prototype, 'spawn', (child) => {
        if (child !== prototype) this.#follow(child as ChildProcess);
      });
    }
  }

  /** Told before the child is spawned: what it is called is known when it tells of itself first, a tick later. */
  #follow(child: ChildProcess): void {
    if (this.#known.has(child)) return;
    this.#known.add(child);
    this.#meet(child);
    const span = this.#log.begin('process');
    if (!span) return;
    const stop = observeLookups(this.#recorder, child, 'emit', () => {
      span.announce(commandName(child.spawnfile, child.spawnargs));
      const end = endOf(child);
      if (!end) return;
      span.end(end);
      stop();
    });
  }
}

function endOf({
  exitCode,
  signalCode,
  killed,
}: ChildProcess): Omit<WorkEndRecord, 'k' | 'id' | 't'> | undefined {
  if (signalCode !== null) return { how: killed ? 'abort' : 'error', code: signalCode };
  return exitCode === null ? undefined : endOfExit(exitCode);
}

/** @param status exit code, or the negative number of the error for which there was no process */
export function endOfExit(status: number): Omit<WorkEndRecord, 'k' | 'id' | 't'> {
  if (status < 0) return { how: 'error', code: getSystemErrorName(status) };
  return { how: status === 0 ? 'done' : 'error', code: String(status) };
}
