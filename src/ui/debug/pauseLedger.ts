import type { EpochMilliseconds } from '../../base/units';
import type { EpochPause } from '../../store/pausesOnDisk';
import type { PauseSignal } from './pauseReader';

type ClosedPause = Required<EpochPause>;

/** Of more pauses than this half are joined, those between which the program ran for the shortest times. */
const MOST_PAUSES = 1000;

/** Stands for all threads of a session. */
const everyThread = 'every thread';

type Thread = number | typeof everyThread;

/**
 * Collects when a debugger held the threads of some sessions. Debug adapters send `continued` without `stopped` and
 * `stopped` twice; both change nothing. Costs the same however many pauses there were: a program that is stopped
 * thousands of times a second must not fill the editor's memory.
 */
export class PauseLedger {
  private readonly open = new Map<string, Map<Thread, EpochMilliseconds>>();
  private readonly over: ClosedPause[] = [];

  /** All pauses so far, in the order they began; open ones last. */
  get pauses(): readonly EpochPause[] {
    const open = [...this.open.values()].flatMap((threads) => [...threads.values()]);
    return [...this.over, ...open.map((startEpoch) => ({ startEpoch }))];
  }

  /** Takes in a signal of one session. Returns whether the pauses have changed. */
  apply(session: string, { kind, thread, at }: PauseSignal): boolean {
    if (kind === 'stopped') return this.start(session, thread ?? everyThread, at);
    const threads = this.open.get(session);
    if (!threads) return false;
    const ended: Thread[] = thread === undefined ? [...threads.keys()] : [thread, everyThread];
    const changed = ended.filter((one) => this.end(threads, one, at)).length > 0;
    if (threads.size === 0) this.open.delete(session);
    return changed;
  }

  /** Ends every pause, for when all sessions are over. */
  close(at: EpochMilliseconds): void {
    for (const session of [...this.open.keys()]) this.apply(session, { kind: 'gone', at });
  }

  private start(session: string, thread: Thread, at: EpochMilliseconds): boolean {
    const threads = this.open.get(session) ?? new Map<Thread, EpochMilliseconds>();
    this.open.set(session, threads);
    if (threads.has(thread)) return false;
    threads.set(thread, at);
    return true;
  }

  private end(threads: Map<Thread, EpochMilliseconds>, thread: Thread, at: EpochMilliseconds): boolean {
    const startEpoch = threads.get(thread);
    if (startEpoch === undefined) return false;
    threads.delete(thread);
    this.add({ startEpoch, endEpoch: Math.max(startEpoch, at) });
    return true;
  }

  /** Keeps them in order; pauses that touch are one. */
  private add(pause: ClosedPause): void {
    let end = this.over.length;
    while (end > 0 && this.at(end - 1).startEpoch > pause.endEpoch) end -= 1;
    let start = end;
    let joined = pause;
    while (start > 0 && this.at(start - 1).endEpoch >= joined.startEpoch)
      joined = join(this.at(--start), joined);
    this.over.splice(start, end - start, joined);
    if (this.over.length > MOST_PAUSES) this.thinOut();
  }

  /** Joins half of the pauses. */
  private thinOut(): void {
    const gapBefore = (index: number) => this.at(index).startEpoch - this.at(index - 1).endEpoch;
    const gaps = Array.from({ length: this.over.length - 1 }, (_, index) => index + 1);
    const shortest = gaps.sort((a, b) => gapBefore(a) - gapBefore(b)).slice(0, MOST_PAUSES / 2);
    for (const index of shortest.sort((a, b) => b - a)) {
      this.over.splice(index - 1, 2, join(this.at(index - 1), this.at(index)));
    }
  }

  private at(index: number): ClosedPause {
    return this.over[index] as ClosedPause;
  }
}

function join(one: ClosedPause, other: ClosedPause): ClosedPause {
  return {
    startEpoch: Math.min(one.startEpoch, other.startEpoch),
    endEpoch: Math.max(one.endEpoch, other.endEpoch),
  };
}
