import type { EpochMilliseconds } from '../../base/units';

/** A span in which a debugger held some thread of a program. Open while `endEpoch` is missing. */
export interface EpochPause {
  readonly startEpoch: EpochMilliseconds;
  readonly endEpoch?: EpochMilliseconds;
}

/** What a debug adapter's message says about a program's threads. `thread` is missing when it means all of them. */
export interface PauseSignal {
  readonly kind: 'stopped' | 'continued' | 'gone';
  readonly thread?: number;
}

/**
 * Collects when a debugger held the threads of some sessions. Debug adapters send `continued` without `stopped` and
 * `stopped` twice; both change nothing.
 */
export class PauseLedger {
  private readonly open = new Map<string, EpochMilliseconds>();
  private readonly over: EpochPause[] = [];

  /** All pauses so far, in the order they ended, open ones last. */
  get pauses(): readonly EpochPause[] {
    return [...this.over, ...[...this.open.values()].map((startEpoch) => ({ startEpoch }))];
  }

  /** Takes in a signal of one session. Returns whether the pauses have changed. */
  apply(session: string, signal: PauseSignal, at: EpochMilliseconds): boolean {
    if (signal.kind === 'stopped') return this.start(keyOf(session, signal.thread), at);
    const ended = [...this.open.keys()].filter((key) => concerns(key, session, signal.thread));
    for (const key of ended) this.end(key, at);
    return ended.length > 0;
  }

  /** Ends every pause, for when all sessions are over. */
  close(at: EpochMilliseconds): void {
    for (const key of [...this.open.keys()]) this.end(key, at);
  }

  private start(key: string, at: EpochMilliseconds): boolean {
    if (this.open.has(key)) return false;
    this.open.set(key, at);
    return true;
  }

  private end(key: string, at: EpochMilliseconds): void {
    this.over.push({ startEpoch: this.open.get(key) as EpochMilliseconds, endEpoch: at });
    this.open.delete(key);
  }
}

function keyOf(session: string, thread: number | undefined): string {
  return `${session} ${thread ?? '*'}`;
}

/** A signal without a thread concerns every pause of its session; one with a thread also ends "all stopped". */
function concerns(key: string, session: string, thread: number | undefined): boolean {
  if (thread === undefined) return key.startsWith(`${session} `);
  return key === keyOf(session, thread) || key === keyOf(session, undefined);
}
