import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { callSiteIdOf, type SourceFrame } from '../../model/attribution';
import type { Run } from '../../model/run';
import { type Connect, findConnects } from './connects';

/** After so long a rest, servers and proxies are within their rights to have closed a connection. */
const LONGEST_REST_MS: Milliseconds = 60_000;
/**
 * Where connections are kept, one that was at rest for less was not offered yet: undici lets the event loop go round once
 * before it uses a connection again, and a request that is made at once gets a new one.
 */
const LEAST_REST_MS: Milliseconds = 50;
/** One more than the first is an accident: a server may end any connection. */
const LEAST_NEEDLESS = 2;

/** Connects of a pool for which another connection to the host could have been used. */
export interface NeedlessConnects {
  readonly connects: readonly Connect[];
  /** The line all of whose calls connect anew, while calls of other lines of the process find connections open. */
  readonly line?: SourceFrame;
  /** Calls of the same process to the same host that did reuse one. */
  readonly reused: number;
}

/** Needless connects by pool, and within it those of lines that build a client for each call apart from others. */
export const findNeedlessConnects: (run: Run) => readonly NeedlessConnects[] = memoiseByIdentity((run) =>
  [...groupBy(findConnects(run), ({ pool }) => pool).values()].flatMap(partPool),
);

function partPool(pool: readonly Connect[]): NeedlessConnects[] {
  if (needlessOf(pool).length < LEAST_NEEDLESS) return [];
  const reused = pool.filter(({ isNew }) => !isNew).length;
  const own = reused > 0 ? findOwnLines(pool) : [];
  const told = new Set(own.flatMap(({ connects }) => connects));
  const others = needlessOf(pool.filter((connect) => !told.has(connect))).filter(
    ({ idle = 0 }) => reused === 0 || idle >= LEAST_REST_MS,
  );
  return [
    ...own.map(({ frame, connects }) => ({ connects: needlessOf(connects), line: frame, reused })),
    { connects: others, reused },
  ].filter(({ connects }) => connects.length >= LEAST_NEEDLESS);
}

/** A line on the way to some calls, and what became of their connections. */
interface Way {
  readonly frame: SourceFrame;
  readonly connects: readonly Connect[];
}

/**
 * Lines whose calls never find a connection open. A call is often made in a helper that other calls go through too: the
 * line is looked for along the whole way to a call, and is the innermost that sets apart the most of them.
 */
function findOwnLines(pool: readonly Connect[]): readonly Way[] {
  const ways = findWays(pool).filter(
    ({ connects }) => connects.every(({ isNew }) => isNew) && needlessOf(connects).length >= LEAST_NEEDLESS,
  );
  const taken = new Set<Connect>();
  return ways
    .sort((a, b) => b.connects.length - a.connects.length)
    .filter(({ connects }) => {
      const isFree = !connects.some((connect) => taken.has(connect));
      if (isFree) for (const connect of connects) taken.add(connect);
      return isFree;
    });
}

/** Every line on the way to some of the calls, with all that came over it; the inner ones first. */
function findWays(pool: readonly Connect[]): Way[] {
  const steps = pool.flatMap((connect) =>
    distinctFrames(connect).map((frame, depth) => ({ connect, frame, depth })),
  );
  return [
    ...groupBy(
      steps.sort((a, b) => a.depth - b.depth),
      ({ frame }) => callSiteIdOf(frame),
    ).values(),
  ].map((same) => ({
    frame: (same[0] as (typeof steps)[0]).frame,
    connects: same.map(({ connect }) => connect),
  }));
}

/** A function that calls itself is on the way several times. */
function distinctFrames({ call: { attribution } }: Connect): readonly SourceFrame[] {
  return [...new Map(attribution.chain.map((frame) => [callSiteIdOf(frame), frame])).values()];
}

function needlessOf(connects: readonly Connect[]): Connect[] {
  return connects.filter(({ isNew, idle }) => isNew && idle !== undefined && idle <= LONGEST_REST_MS);
}
