import { apply } from '../builtins';
import { guarded } from '../observe';
import type { Recorder } from '../recorder';
import { endOfExit } from './childProcesses';
import { commandName } from './commandName';
import type { WorkLog } from './workLog';
import type { WorkSpan } from './workSpan';

interface SpawnOptions {
  readonly file: string;
  readonly args?: readonly string[];
}

interface SpawnResult {
  readonly status: number | null;
  readonly signal: string | null;
  /** Negative number of the error for which there was no process. */
  readonly error?: number;
}

type Spawn = (options: SpawnOptions) => SpawnResult;

/**
 * Follows `spawnSync`, `execSync` and `execFileSync` at the one native function below them: what throws, throws above
 * it, so that no frame of ours is in its stack; and named imports, which are bound before anything could be put in
 * their place, come by as well.
 */
export class SyncProcesses {
  readonly #recorder: Recorder;
  readonly #log: WorkLog;

  constructor(recorder: Recorder, log: WorkLog) {
    this.#recorder = recorder;
    this.#log = log;
  }

  install(): void {
    const binding = findBinding();
    const original = binding?.spawn;
    if (!binding || !original) return;
    const recorder = this.#recorder;
    const log = this.#log;
    binding.spawn = function spawn(options: SpawnOptions): SpawnResult {
      let span: WorkSpan | undefined;
      guarded(recorder, 'spawnSync', () => {
        span = log.begin('process', commandName(options.file, options.args));
      });
      const result = apply(original, this, [options]) as SpawnResult;
      guarded(recorder, 'spawnSync', () => span?.end(endOf(result)));
      return result;
    };
  }
}

function endOf({ status, signal, error }: SpawnResult) {
  if (signal !== null) return { how: 'error', code: signal } as const;
  return endOfExit(error ?? status ?? 0);
}

/** Undefined where the runtime keeps it to itself, or would warn of being asked. */
function findBinding(): { spawn?: Spawn } | undefined {
  if (warnsOfBindings()) return undefined;
  try {
    return (process as unknown as { binding(name: string): { spawn?: Spawn } }).binding('spawn_sync');
  } catch {
    return undefined;
  }
}

function warnsOfBindings(): boolean {
  const { NODE_OPTIONS = '', NODE_PENDING_DEPRECATION } = process.env;
  const flags = [...process.execArgv, ...NODE_OPTIONS.split(/\s+/)];
  return NODE_PENDING_DEPRECATION === '1' || flags.includes('--pending-deprecation');
}
