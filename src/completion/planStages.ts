import type { PlannedSample, PlannedStage } from './plan';

/** Which requests are to be made, before they have an order. */
export interface StageWork {
  /** Cases and how often each is asked, in the order of the suite. */
  readonly cases: readonly {
    readonly id: string;
    readonly repeats: number;
    readonly targetIds: readonly string[];
  }[];
  readonly targetIds: readonly string[];
  /** Requests per target before counting begins. */
  readonly warmUp: number;
}

type Ask = Omit<PlannedSample, 'id'>;

/**
 * Puts requests in order, so that no target gains by when its turn comes: round by round, every case is asked of all
 * targets in a row, and each row begins with another one. Where several requests are in flight at once targets would
 * share them, so there each has a stage of its own.
 * @param levels numbers of requests in flight, in the order in which they are to be run
 */
export function planStages(levels: readonly number[], work: StageWork): PlannedStage[] {
  const number = countUp();
  return levels.flatMap((concurrency, index) => {
    const groups =
      concurrency === 1 && levels.length === 1
        ? [work.targetIds]
        : rotate(work.targetIds, index).map((targetId) => [targetId]);
    return groups.map((targetIds) => ({
      concurrency,
      samples: [...warmUps(work, targetIds), ...rounds(work, targetIds)].map((ask) => ({
        id: `s${number()}`,
        ...ask,
      })),
    }));
  });
}

function warmUps({ cases, warmUp }: StageWork, targetIds: readonly string[]): Ask[] {
  return range(warmUp).flatMap((round) =>
    rotate(targetIds, round).flatMap((targetId) => {
      const asked = cases.filter((one) => one.targetIds.includes(targetId));
      const one = asked[round % asked.length];
      return one ? [{ caseId: one.id, targetId, warmUp: true }] : [];
    }),
  );
}

function rounds({ cases }: StageWork, targetIds: readonly string[]): Ask[] {
  const most = Math.max(0, ...cases.map(({ repeats }) => repeats));
  return range(most).flatMap((round) =>
    cases
      .filter(({ repeats }) => round < repeats)
      .flatMap((one, index) =>
        rotate(targetIds, round + index)
          .filter((targetId) => one.targetIds.includes(targetId))
          .map((targetId) => ({ caseId: one.id, targetId, warmUp: false })),
      ),
  );
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const from = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(from), ...items.slice(0, from)];
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function countUp(): () => number {
  let last = 0;
  return () => ++last;
}
