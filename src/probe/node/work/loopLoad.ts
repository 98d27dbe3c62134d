import { isDebuggerAttached } from '../attribution/debuggerStack';
import { cpuTime, readLoop } from '../builtins';
import { now } from '../clock';
import { rounded } from '../recorder';
import type { WorkLog } from './workLog';

/** Less is not worth a mark of its own. */
const leastBusyMs = 20;

interface Reading {
  /** Monotonic ms. */
  readonly at: number;
  /** Ms for which the event loop has waited for events so far. */
  readonly idle: number;
  readonly cpu: number;
}

/**
 * Tells for how much of a stretch the event loop was busy. Nothing ticks and nothing is sampled: the runtime counts
 * the loop's idle time, and all other time was busy.
 */
export class LoopLoad {
  readonly #log: WorkLog;
  /** Since the probe is there; until the first stretch has ended, which is the program's start-up. */
  #loaded = read(now());
  #since: Reading | undefined;

  /** @param start monotonic ms at which the thread began */
  constructor(log: WorkLog, start: number) {
    this.#log = log;
    this.#since = { at: start, idle: 0, cpu: 0 };
  }

  /** A stretch begins in which the program makes no call. */
  begin(): void {
    this.#since = read(now());
  }

  /** It ends. How busy it was is written down when that is worth it. */
  end(): void {
    const at = now();
    const name = this.#loaded ? 'start-up' : 'event loop';
    const since = this.#takeBeginning();
    if (!since || at - since.at < leastBusyMs) return;
    const until = read(at);
    const busy = until ? at - since.at - (until.idle - since.idle) : 0;
    if (!until || busy < leastBusyMs) return;
    const figures = { busy: rounded(busy), cpu: rounded(until.cpu - since.cpu) };
    this.#log.add({ kind: 'cpu', name, from: since.at, to: at, ...figures });
  }

  /** A debugger lets a program wait until it is attached, which happens before the probe is there. */
  #takeBeginning(): Reading | undefined {
    const since = this.#loaded && isDebuggerAttached() ? this.#loaded : this.#since;
    this.#loaded = undefined;
    this.#since = undefined;
    return since;
  }
}

/** Undefined where the runtime does not count. */
function read(at: number): Reading | undefined {
  const loop = readLoop();
  return loop && { at, idle: loop.idle, cpu: cpuTime() };
}
