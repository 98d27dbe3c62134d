import type { Behaviour } from '../behaviour';

/**
 * How fast the models of the sample agents are: reading a prompt of 1500 tokens takes a quarter of a second unless it
 * comes from the cache, and about 120 tokens are written a second.
 */
export const modelPace = {
  headersAfterMs: 90,
  firstTokenAfterMs: 190,
  perUncachedTokenMs: 0.16,
  tokenEveryMs: 8,
  jitterMs: 3,
} as const satisfies Behaviour;

/** A smaller model's pace, for short answers. */
export const smallModelPace = {
  ...modelPace,
  firstTokenAfterMs: 120,
  tokenEveryMs: 6,
} as const satisfies Behaviour;
