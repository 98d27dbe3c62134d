/**
 * Are verdicts right, and as sure as they say? Latencies whose true percentile is just under or just over a budget,
 * 200 seeded repetitions each, through the functions that judge completion suites: drawn on paper, and in a smaller form
 * measured by the real runner at a simulated server. `--drawn` leaves the server out.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { formatPercent } from '../../src/base/format';
import { runMain } from '../support/commands/runMain';
import { withProgress } from '../support/progress.mjs';
import { type Figure, reportFigures } from './support/figures';
import { measureImpatience } from './support/verdicts/impatience';
import { dependentShapes, independentShapes, percentiles } from './support/verdicts/latencies';
import { measureServer, type ServerVerdicts } from './support/verdicts/measureServer';
import { measureSummary } from './support/verdicts/measureSummary';
import { measureTwoStages } from './support/verdicts/twoStages';
import { fillCells, joinCells, repetitions, type VerdictCell } from './support/verdicts/verdictCells';

const offs = [-0.1, -0.05, -0.02, 0.02, 0.05, 0.1];
const sizes = [100, 300];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { drawn: { type: 'boolean' } } });
  console.log(`${new Date().toISOString()}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`);
  const cells = sizes.flatMap((n) => fillCells(independentShapes, offs, n));
  const atLimit = sizes.flatMap((n) => fillCells(independentShapes, [0], n));
  const dependent = fillCells(dependentShapes, offs, 300);
  printCells(cells);
  console.log(`\nRequests that follow each other (n = 300), against what is assumed:`);
  printShapes(dependent);
  const measured = values.drawn ? [] : await withProgress('Measuring a server', measureServer);
  printMeasured(measured);
  reportFigures('verdicts', { ...figuresOf(cells, atLimit, dependent), ...figuresOfServer(measured) });
}

function printCells(cells: readonly VerdictCell[]): void {
  console.log(`\nWrong / right / unsure of ${repetitions} repetitions, all shapes and both sides:\n`);
  console.log('| n | percentile | 2 % off | 5 % off | 10 % off |\n|---:|---|---|---|---|');
  for (const n of sizes)
    for (const percentile of percentiles) {
      const texts = [0.02, 0.05, 0.1].map((off) => {
        const own = cells.filter((cell) => cell.n === n && cell.percentile === percentile);
        return shareText(own.filter((cell) => Math.abs(cell.off) === off));
      });
      console.log(`| ${n} | p${percentile * 100} | ${texts.join(' | ')} |`);
    }
  console.log('');
  printShapes(cells);
}

function printShapes(cells: readonly VerdictCell[]): void {
  console.log('| shape | wrong / right / unsure | worst cell wrong | intervals that hold the truth |');
  console.log('|---|---|---:|---:|');
  for (const shape of new Set(cells.map((cell) => cell.shape))) {
    const own = cells.filter((cell) => cell.shape === shape);
    const { worst, covered } = joinCells(own);
    console.log(
      `| ${shape.title} | ${shareText(own)} | ${formatPercent(worst)} | ${(100 * covered).toFixed(1)} % |`,
    );
  }
}

function shareText(cells: readonly VerdictCell[]): string {
  const { wrong, right, unsure } = joinCells(cells);
  return [wrong, right, unsure].map((share) => `${(100 * share).toFixed(1)} %`).join(' / ');
}

function printMeasured(verdicts: readonly ServerVerdicts[]): void {
  if (verdicts.length === 0) return;
  console.log('\nMeasured by the runner at a server, 30 requests each:\n');
  console.log('| percentile | off | wrong | right | unsure |\n|---|---:|---:|---:|---:|');
  for (const { percentile, off, wrong, right, unsure } of verdicts)
    console.log(`| p${percentile * 100} | ${Math.round(100 * off)} % | ${wrong} | ${right} | ${unsure} |`);
}

function figuresOfServer(verdicts: readonly ServerVerdicts[]): Readonly<Record<string, Figure>> {
  if (verdicts.length === 0) return {};
  const all = verdicts.length * repetitions;
  const shareOf = (of: (verdicts: ServerVerdicts) => number) =>
    verdicts.reduce((sum, one) => sum + of(one), 0) / all;
  return {
    wrongAtServer: { value: shareOf(({ wrong }) => wrong), goal: '<= 0.05' },
    wrongAtServerInWorstCell: {
      value: Math.max(...verdicts.map(({ wrong }) => wrong)) / repetitions,
      goal: '<= 0.05',
    },
    decidedAtServer: { value: shareOf(({ wrong, right }) => wrong + right) },
  };
}

function figuresOf(
  cells: readonly VerdictCell[],
  atLimit: readonly VerdictCell[],
  dependent: readonly VerdictCell[],
): Readonly<Record<string, Figure>> {
  const all = joinCells(cells);
  return {
    cells: { value: cells.length },
    wrong: { value: all.wrong, goal: '<= 0.05' },
    wrongInWorstCell: { value: all.worst, goal: '<= 0.05' },
    decided: { value: 1 - all.unsure },
    intervalsThatHoldTheTruth: { value: all.covered, goal: '>= 0.95' },
    metExactlyAtTheLimit: { value: joinCells(atLimit).right, goal: '<= 0.05' },
    missedExactlyAtTheLimit: { value: joinCells(atLimit).wrong, goal: '<= 0.05' },
    wrongWhereRequestsFollowEachOther: { value: joinCells(dependent).wrong },
    metWhenStoppedAtTheFirstVerdict: { value: measureImpatience(1000) },
    ...figuresOfTwoStages(),
    summaryOf10000Requests: { value: measureSummary(10_000), goal: '<= 100' },
  };
}

/** Runs that are made a second time where the first does not decide; just at the limit both verdicts are wrong. */
function figuresOfTwoStages(): Readonly<Record<string, Figure>> {
  const [atLimit, above, below] = [0.95, 0.98, 0.9].map(measureTwoStages);
  return {
    metAtTheLimitInTwoStages: { value: atLimit?.met ?? 1, goal: '<= 0.05' },
    missedAtTheLimitInTwoStages: { value: atLimit?.missed ?? 1, goal: '<= 0.05' },
    metInTwoStagesWhere98PercentAreGood: { value: above?.met ?? 0 },
    missedInTwoStagesWhere90PercentAreGood: { value: below?.missed ?? 0 },
    requestsOfTwoStagesWhere98PercentAreGood: { value: above?.requests ?? 0 },
  };
}

runMain(main);
