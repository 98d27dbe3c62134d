import type { RawFrame } from '../protocol/probeRecords';
import type { Doubt, Place } from './sourceMapper';

/** A candidate that turned out to be the user's code. */
export interface UserFrame {
  readonly raw: RawFrame;
  readonly place: Place;
  readonly doubt: Doubt;
  /** See `Placement`. */
  readonly bundled?: 'found' | 'missing';
  /** Something further in could be the user's code too, but can't be opened. */
  readonly shadowed: boolean;
  /** A guess that the runtime's own record of who waits bears out. */
  readonly confirmed?: boolean;
}
