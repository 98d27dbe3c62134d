import fc from 'fast-check';

/** One activity of a run that is drawn at random. */
interface Drawn {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly after: readonly Waiting[];
  /** Own time of the program before it. */
  readonly lag: number;
}

/** What an activity waits for: the end of another, or the moment so long after its start. */
interface Waiting {
  readonly name: string;
  readonly into?: number;
}

/** A run that can be done again by the letter: each activity starts when all that it waits for has come, and `lag` later. */
export type DrawnRun = readonly Drawn[];

const seed = fc.record({
  duration: fc.integer({ min: 1, max: 500 }),
  lag: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 80 })),
  waits: fc.array(fc.record({ back: fc.integer({ min: 1, max: 6 }), isPartial: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  }),
});

/** Runs whose activities wait for up to three of the six before them, now and then for a part of one. */
export const drawnRuns: fc.Arbitrary<DrawnRun> = fc
  .array(seed, { minLength: 2, maxLength: 25 })
  .map((seeds) => {
    const run: Drawn[] = [];
    for (const { duration, lag, waits } of seeds) {
      const others = [...new Set(waits.map(({ back }) => run.length - back))].filter((index) => run[index]);
      const after = others.map((index, order): Waiting => {
        const { name, start, end } = run[index] as Drawn;
        return waits[order]?.isPartial ? { name, into: Math.floor((end - start) / 2) } : { name };
      });
      const start = others.length === 0 ? 0 : Math.max(...after.map((each) => momentOf(run, each))) + lag;
      // What waited for a part must not begin after the end of the whole, or nobody could tell.
      const told = after.map(({ name, into }) => {
        const whole = run.find((each) => each.name === name) as Drawn;
        return into !== undefined && whole.end > start ? { name, into: start - whole.start } : { name };
      });
      const latest = Math.max(0, ...told.map((each) => momentOf(run, each)));
      run.push({
        name: `a${run.length}`,
        start: others.length === 0 ? 0 : Math.max(start, latest),
        end: (others.length === 0 ? 0 : Math.max(start, latest)) + duration,
        after: told,
        lag: others.length === 0 ? 0 : Math.max(start, latest) - latest,
      });
    }
    return run.toSorted((a, b) => a.start - b.start);
  });

function momentOf(run: DrawnRun, { name, into }: Waiting): number {
  const found = run.find((each) => each.name === name);
  if (!found) throw new Error(`no such activity: ${name}`);
  return into === undefined ? found.end : found.start + into;
}

/** The lines of `drawAnalysis`. */
export function linesOf(run: DrawnRun): string {
  return run
    .map(({ name, start, end, after }) => {
      const names = after.map((each) => each.name).join(' ');
      return `${name} ${start}-${end}${names && ` after ${names}`}`;
    })
    .join('\n');
}

/**
 * Does a run again with other durations in the plainest way there is: from a start of 0 for everything, whatever comes
 * too early is moved, until nothing does.
 */
export function replay(run: DrawnRun, factors: ReadonlyMap<string, number>): Map<string, [number, number]> {
  const factorOf = (name: string) => factors.get(name) ?? 1;
  const times = new Map(run.map(({ name, start, end }) => [name, [0, (end - start) * factorOf(name)]]));
  for (let moved = true; moved; ) {
    moved = false;
    for (const { name, start, end, after, lag } of run) {
      const ready = after.map((each) => {
        const [from = 0, to = 0] = times.get(each.name) ?? [];
        return each.into === undefined ? to : from + each.into * factorOf(each.name);
      });
      const due = after.length === 0 ? start : Math.max(...ready) + lag;
      if (Math.abs(due - (times.get(name)?.[0] ?? 0)) < 1e-9) continue;
      times.set(name, [due, due + (end - start) * factorOf(name)]);
      moved = true;
    }
  }
  return times as Map<string, [number, number]>;
}
