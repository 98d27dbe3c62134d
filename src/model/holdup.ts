import type { Milliseconds } from '../base/units';

/**
 * A stretch in which the program's side kept an answer from being read, so that what was stamped in it, or right after
 * it, may have come at any time since its start.
 */
export interface Holdup {
  /** `blocked`: its event loop was busy. `backPressure`: so much was waiting to be taken that the socket was left. */
  readonly kind: 'blocked' | 'backPressure';
  readonly start: Milliseconds;
  readonly end: Milliseconds;
  /** With `blocked`: CPU time that was spent in it, of the thread or, on older runtimes, of the whole process. */
  readonly cpu?: Milliseconds;
}
