import type { DetectorName, Suspicion } from './finding';

/**
 * By detector, those whose suspicions say nothing more once it has spoken of the same calls:
 * - a client built per call is why its calls connect anew;
 * - a prompt that no cache has is read anew each turn, so its growth costs what the cache would save;
 * - tools in series are why the calls within them are;
 * - a request that need not be made at all need not be made beside others;
 * - a pause of the debugger is why the attempt that it hit was made again.
 */
const alsoSays: Readonly<Partial<Record<DetectorName, readonly DetectorName[]>>> = {
  clientPerCall: ['newConnections'],
  brokenCachePrefix: ['promptGrowth'],
  neverCached: ['promptGrowth'],
  serialTools: ['serialCalls'],
  repeatedRequest: ['serialCalls'],
  pauseTimeout: ['retries'],
};

/** From this share of its activities on, a suspicion is about the same as the one that has them. */
const SAME_SHARE = 0.5;

/** Leaves out what another suspicion says already, with its cause. */
export function dropTold(suspicions: readonly Suspicion[]): Suspicion[] {
  const told = new Map<DetectorName, Set<string>>();
  for (const { detector, activities } of suspicions) {
    for (const also of alsoSays[detector] ?? []) {
      const known = told.get(also) ?? new Set();
      for (const id of activities) known.add(id);
      told.set(also, known);
    }
  }
  return suspicions.filter(({ detector, activities }) => {
    const known = told.get(detector);
    if (!known) return true;
    return activities.filter((id) => known.has(id)).length < SAME_SHARE * activities.length;
  });
}
