import type { Milliseconds } from '../../base/units';
import type { Dependency } from './dependencies';

/** How long the program waited after one activity before it began the other; 0 when a part of an answer was enough. */
export function waitedAfter({ lag }: Dependency): Milliseconds {
  return Math.max(0, lag);
}

/** How long the program took to begin an activity after the last that it waited for; 0 when it waited for none. */
export function ownLagOf(dependencies: readonly Dependency[] = []): Milliseconds {
  let least = Number.POSITIVE_INFINITY;
  for (const dependency of dependencies) least = Math.min(least, waitedAfter(dependency));
  return Number.isFinite(least) ? least : 0;
}
