/**
 * Are the figures of a sweep true? The real runner sweeps a simulated server that answers four requests at a time; what
 * the product says of each level is held against the metrics' formulas on the server's own log, and beside it stands what
 * GuideLLM says of the same server. `--alone` leaves GuideLLM out.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { runMain } from '../support/commands/runMain';
import { withProgress } from '../support/progress.mjs';
import { type Figure, reportFigures } from './support/figures';
import { startSimulatorProcess } from './support/simulatorProcess';
import { type GuidellmLevel, installGuidellm, measureWithGuidellm } from './support/sweep/guidellm';
import { computeFromLog, figureNames, type LevelFigures } from './support/sweep/logFigures';
import { measureSweep, type SweptLevel } from './support/sweep/measureSweep';

const levels = [1, 2, 4, 8, 16];
const requests = 64;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { alone: { type: 'boolean' } } });
  console.log(`${new Date().toISOString()}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`);
  const simulator = await startSimulatorProcess('few-slots');
  try {
    const swept = await withProgress('Sweeping a server', () =>
      measureSweep(simulator.openaiUrl, levels, requests),
    );
    const other = values.alone ? [] : await measureOther(simulator.url);
    const log = await simulator.readLog();
    const compared = swept.map((level) => ({
      level,
      log: computeFromLog(log, level.window),
      other: other
        .filter(({ concurrency }) => concurrency === level.concurrency)
        .map((its) => ({ its, log: computeFromLog(log, its.window) })),
    }));
    printLevels(compared);
    reportFigures('sweep', figuresOf(compared));
  } finally {
    await simulator.stop();
  }
}

async function measureOther(url: string): Promise<GuidellmLevel[]> {
  const packages = await installGuidellm();
  return withProgress('Sweeping it with GuideLLM', () =>
    measureWithGuidellm(packages, url, levels, requests),
  );
}

interface Compared {
  readonly level: SweptLevel;
  readonly log: LevelFigures;
  /** What GuideLLM says, and what the log says of its requests; none when it was left out. */
  readonly other: readonly { readonly its: GuidellmLevel; readonly log: LevelFigures }[];
}

function printLevels(compared: readonly Compared[]): void {
  console.log('\n| concurrency | by | TTFT p50 | TPOT p50 | latency p50 | requests/s | tokens/s |');
  console.log('|---:|---|---:|---:|---:|---:|---:|');
  for (const { level, log, other } of compared) {
    console.log(rowOf(`${level.concurrency}${level.isKnee ? ' (knee)' : ''}`, 'Latency Lens', level));
    console.log(rowOf('', 'the server’s log of that', log));
    for (const { its, log: itsLog } of other) {
      console.log(rowOf('', `GuideLLM (ITL as TPOT; its own TPOT ${its.ownTpot.toFixed(2)})`, its));
      console.log(rowOf('', 'the server’s log of that', itsLog));
    }
  }
}

function rowOf(concurrency: string, by: string, figures: LevelFigures): string {
  return `| ${[concurrency, by, ...figureNames.map((name) => figures[name].toFixed(2))].join(' | ')} |`;
}

function figuresOf(compared: readonly Compared[]): Readonly<Record<string, Figure>> {
  const worst = figureNames.map((name) => {
    const errors = compared.map(({ level, log }) => Math.abs(level[name] / log[name] - 1));
    return [`${name}Error`, { value: Math.max(...errors), goal: '<= 0.05' }] as const;
  });
  const knee = compared.find(({ level }) => level.isKnee)?.level.concurrency ?? 0;
  return {
    levels: { value: compared.length },
    ...Object.fromEntries(worst),
    knee: { value: knee, goal: '= 4' },
  };
}

runMain(main);
