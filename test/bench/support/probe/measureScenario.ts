import type { Figures } from './figures';
import { type Place, runVariant } from './runVariant';
import type { Scenario } from './scenarios';
import { median, quantile } from './statistics';
import type { Variant } from './variants';

/** The figures of each round by variant. */
export type Rounds = ReadonlyMap<string, readonly Figures[]>;

/** Runs a scenario's rounds: each variant once a round, each round in another order. */
export async function measureRounds(place: Place, scenario: Scenario): Promise<Rounds> {
  const rounds = new Map<string, Figures[]>(scenario.variants.map(({ id }) => [id, []]));
  for (let round = 0; round < scenario.rounds; round++) {
    for (const variant of inOrder(scenario.variants, round)) {
      rounds.get(variant.id)?.push(await runVariant(place, scenario.program, variant, scenario.task));
    }
  }
  return rounds;
}

/** Forwards and backwards by turns, so that what drifts on the machine favours nobody. */
export function inOrder<Item>(items: readonly Item[], round: number): readonly Item[] {
  return round % 2 === 0 ? items : items.toReversed();
}

/** A variant beside the one it is compared with: medians of the rounds, ratios taken within each round. */
export interface Comparison {
  readonly variant: Variant;
  readonly cpuMs: number;
  readonly cpuRatio: number;
  readonly cpuPerChunkUs: number;
  readonly wallMs: number;
  readonly wallRatio: number;
  /** CPU time on top of the base, as a share of the wall time in percent. */
  readonly corePercent: number;
  readonly ttftP50Ms: number | undefined;
  readonly ttftP99Ms: number | undefined;
  /** On top of the base. */
  readonly addedTtftP50Ms: number | undefined;
  readonly addedTtftP99Ms: number | undefined;
  readonly loopDelayP50Ms: number;
  readonly loopDelayP99Ms: number;
  readonly maxRssMb: number;
  readonly heapMb: number;
}

/** Compares each variant of a scenario with its base. */
export function compareVariants(scenario: Scenario, rounds: Rounds): Comparison[] {
  return scenario.variants.map((variant) => {
    const own = rounds.get(variant.id) ?? [];
    const base = rounds.get(variant.base) ?? [];
    return compare(variant, own, base, scenario.task.concurrency ?? 0);
  });
}

function compare(
  variant: Variant,
  own: readonly Figures[],
  base: readonly Figures[],
  coldCalls: number,
): Comparison {
  const of = (read: (own: Figures, base: Figures) => number) =>
    median(own.map((figures, round) => read(figures, base[round] as Figures)));
  const ttft = (figures: readonly Figures[], p: number) => ttftQuantile(figures, p, coldCalls);
  const added = (p: number) => difference(ttft(own, p), ttft(base, p));
  return {
    variant,
    cpuMs: of(({ cpuMs }) => cpuMs),
    cpuRatio: of((ours, theirs) => ours.cpuMs / theirs.cpuMs),
    cpuPerChunkUs: of(({ cpuMs, chunks }) => (cpuMs * 1e3) / chunks),
    wallMs: of(({ wallMs }) => wallMs),
    wallRatio: of((ours, theirs) => ours.wallMs / theirs.wallMs),
    corePercent: of((ours, theirs) => ((ours.cpuMs - theirs.cpuMs) / ours.wallMs) * 100),
    ttftP50Ms: ttft(own, 0.5),
    ttftP99Ms: ttft(own, 0.99),
    addedTtftP50Ms: added(0.5),
    addedTtftP99Ms: added(0.99),
    loopDelayP50Ms: of(({ loopDelayP50Ms }) => loopDelayP50Ms),
    loopDelayP99Ms: of(({ loopDelayP99Ms }) => loopDelayP99Ms),
    maxRssMb: of(({ maxRssMb }) => maxRssMb),
    heapMb: of(({ heapMb }) => heapMb),
  };
}

/** Over the calls of all rounds but those that were made first, while the program was still cold. */
function ttftQuantile(rounds: readonly Figures[], p: number, coldCalls: number): number | undefined {
  const warm = rounds
    .flatMap(({ ttft }) => ttft ?? [])
    .filter(({ index }) => index >= coldCalls)
    .map(({ ms }) => ms);
  return warm.length === 0 ? undefined : quantile(warm, p);
}

function difference(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}
