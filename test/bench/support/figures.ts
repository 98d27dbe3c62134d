import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../support/projectRoot';

/** One measured figure with its goal, for example `{ value: 1.2, goal: '<= 2' }`; a figure without goal informs. */
export interface Figure {
  readonly value: number;
  readonly goal?: `${'<=' | '>=' | '='} ${number}`;
}

const comparisons: Record<string, (value: number, limit: number) => boolean> = {
  '<=': (value, limit) => value <= limit,
  '>=': (value, limit) => value >= limit,
  '=': (value, limit) => value === limit,
};

function isMet({ value, goal }: Figure): boolean | undefined {
  if (!goal) return undefined;
  const [operator, limit] = goal.split(' ') as [string, string];
  return comparisons[operator]?.(value, Number(limit)) ?? false;
}

/** Writes `out/bench/<name>.json` and prints the closing `RESULT` line. A missed goal is told, never thrown. */
export function reportFigures(name: string, figures: Readonly<Record<string, Figure>>): void {
  const judged = Object.fromEntries(
    Object.entries(figures).map(([key, figure]) => [
      key,
      { value: Number(figure.value.toFixed(4)), goal: figure.goal, met: isMet(figure) },
    ]),
  );
  const folder = join(projectRoot, 'out', 'bench');
  mkdirSync(folder, { recursive: true });
  const about = {
    name,
    date: new Date().toISOString(),
    node: process.version,
    command: `npm run bench:${name}`,
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ ...about, figures: judged }, null, 2)}\n`);
  console.log(`RESULT ${JSON.stringify({ figures: judged })}`);
}
