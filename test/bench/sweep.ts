/**
 * Are the figures of a sweep true? The real runner sweeps a simulated server that answers four requests at a time; what
 * the product says of each level is held against the metrics' formulas on the server's own log, and beside it stands what
 * GuideLLM says of the same server. `--alone` leaves GuideLLM out.
 */
import { cpus } from 'node:os';
import { runMain } from '../support/commands/runMain';
import { withProgress } from '../support/progress.mjs';
import { type Figure, reportFigures } from './support/figures';
import { startSimulatorProcess } from './support/simulatorProcess';
import { computeFromLog, figureNames, type LevelFigures } from './support/sweep/logFigures';
import { measureSweep, type SweptLevel } from './support/sweep/measureSweep';

const levels = [1, 2, 4, 8, 16];
const requests = 120;

async function main(): Promise<void> {
  console.log(`${new Date().toISOString()}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`);
  const simulator = await startSimulatorProcess('few-slots');
  try {
    const swept = await withProgress('Sweeping a server', () =>
      measureSweep(simulator.openaiUrl, levels, requests),
    );
    const log = await simulator.readLog();
    const compared = swept.map((level) => ({ level, log: computeFromLog(log, level.window) }));
    printLevels(compared);
    reportFigures('sweep', figuresOf(compared));
  } finally {
    await simulator.stop();
  }
}

interface Compared {
  readonly level: SweptLevel;
  readonly log: LevelFigures;
}

function printLevels(compared: readonly Compared[]): void {
  console.log('\n| concurrency | by | TTFT p50 | TPOT p50 | latency p50 | requests/s | tokens/s |');
  console.log('|---:|---|---:|---:|---:|---:|---:|');
  for (const { level, log } of compared) {
    console.log(rowOf(`${level.concurrency}${level.isKnee ? ' (knee)' : ''}`, 'Latency Lens', level));
    console.log(rowOf('', 'the server’s log', log));
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
