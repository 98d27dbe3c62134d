import { inOrder } from './measureScenario';
import { type Place, runProgram } from './runVariant';
import { median } from './statistics';
import { none, ours, type Variant } from './variants';

const programs = {
  empty: { file: 'empty.mjs', title: 'an empty program' },
  esm: { file: 'importSdks.mjs', title: 'six SDKs, import' },
  cjs: { file: 'importSdks.cjs', title: 'six SDKs, require' },
} as const;

export type StartedProgram = keyof typeof programs;

/** From the start of a process to its exit, in ms: medians of the rounds, comparisons taken within each round. */
export interface StartTimes {
  readonly title: string;
  readonly variant: Variant;
  readonly ms: number;
  readonly addedMs: number;
  readonly ratio: number;
}

/** Times programs that only start. */
export async function measureStarts(
  place: Place,
  rounds: number,
): Promise<Readonly<Record<StartedProgram, readonly StartTimes[]>>> {
  return {
    empty: await timeStarts(place, 'empty', 2 * rounds),
    esm: await timeStarts(place, 'esm', rounds),
    cjs: await timeStarts(place, 'cjs', rounds),
  };
}

async function timeStarts(place: Place, program: StartedProgram, rounds: number): Promise<StartTimes[]> {
  const { file, title } = programs[program];
  const variants = [none, ...ours];
  const times = new Map<string, number[]>(variants.map(({ id }) => [id, []]));
  for (let round = 0; round < rounds; round++) {
    for (const variant of inOrder(variants, round)) {
      times.get(variant.id)?.push((await runProgram(place, file, variant, {})).elapsedMs);
    }
  }
  const base = times.get(none.id) as number[];
  return variants.map((variant) => {
    const own = times.get(variant.id) as number[];
    return {
      title,
      variant,
      ms: median(own),
      addedMs: median(own.map((ms, round) => ms - (base[round] as number))),
      ratio: median(own.map((ms, round) => ms / (base[round] as number))),
    };
  });
}
