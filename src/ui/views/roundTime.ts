import type { Milliseconds } from '../../base/units';

/** To the hundredth of a millisecond: finer digits would only lengthen a message. */
export function roundTime(time: Milliseconds): Milliseconds {
  return Math.round(time * 100) / 100;
}
