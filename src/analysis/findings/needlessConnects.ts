import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import type { Run } from '../../model/run';
import { type Connect, findConnects } from './connects';

/** After so long a rest, servers and proxies are within their rights to have closed a connection. */
const LONGEST_REST_MS: Milliseconds = 60_000;
/** One more than the first is an accident: a server may end any connection. */
const LEAST_NEEDLESS = 2;

/** Connects of a pool for which another connection to the host could have been used. */
export interface NeedlessConnects {
  readonly connects: readonly Connect[];
  /** All of them are of one line that never reuses a connection, while other lines of the process do. */
  readonly isOfOneLine: boolean;
  /** Calls of the same process to the same host that did reuse one. */
  readonly reused: number;
}

/** Needless connects by pool, and within it those of lines that build a client for each call apart from others. */
export const findNeedlessConnects: (run: Run) => readonly NeedlessConnects[] = memoiseByIdentity((run) =>
  [...groupBy(findConnects(run), ({ pool }) => pool).values()].flatMap(partPool),
);

function partPool(pool: readonly Connect[]): NeedlessConnects[] {
  const reused = pool.filter(({ isNew }) => !isNew).length;
  const byLine = [...groupBy(pool, ({ call }) => call.attribution.site?.id).values()];
  const isOfOneLine = (line: readonly Connect[]) =>
    reused > 0 && line.every(({ isNew }) => isNew) && needlessOf(line).length >= LEAST_NEEDLESS;
  const [own, others] = [byLine.filter(isOfOneLine), byLine.filter((line) => !isOfOneLine(line))];
  return [
    ...own.map((line) => ({ connects: needlessOf(line), isOfOneLine: true, reused })),
    { connects: needlessOf(others.flat()), isOfOneLine: false, reused },
  ].filter(({ connects }) => connects.length >= LEAST_NEEDLESS);
}

function needlessOf(connects: readonly Connect[]): Connect[] {
  return connects.filter(({ isNew, idle }) => isNew && idle !== undefined && idle <= LONGEST_REST_MS);
}
