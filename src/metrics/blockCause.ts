import type { Holdup } from '../model/holdup';
import type { Pause } from '../model/run';

/** What kept an event loop from reading. */
export type BlockCause =
  /** The program computed. */
  | 'computing'
  /** It stood still: a synchronous call, a lock, or a machine too busy to run it. */
  | 'waiting'
  /** The debugger held it. */
  | 'debugger'
  /** Its CPU time speaks for neither. */
  | 'unclear';

/** Computing takes a thread's whole time, on a machine with other work to do at least this share. */
const LEAST_COMPUTING = 0.5;
/** Who waits needs CPU time only to begin and to end. */
const MOST_WAITING = 0.15;

/** What kept the event loop busy in a blocked stretch. */
export function findBlockCause({ start, end, cpu = 0 }: Holdup, pauses: readonly Pause[]): BlockCause {
  const length = end - start;
  const paused = pauses.reduce((sum, pause) => sum + overlap(pause, start, end), 0);
  if (paused >= length / 2) return 'debugger';
  if (cpu >= length * LEAST_COMPUTING) return 'computing';
  return cpu <= length * MOST_WAITING ? 'waiting' : 'unclear';
}

function overlap(pause: Pause, start: number, end: number): number {
  return Math.max(0, Math.min(pause.end ?? Number.POSITIVE_INFINITY, end) - Math.max(pause.start, start));
}
