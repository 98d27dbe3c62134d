import { resolve } from 'node:path';
import { placeCalls } from '../analysis/placeCalls';
import { nowOf } from '../store/runSelectors';
import { saveTrace } from '../store/traceOnDisk';
import { buildReport, serialiseReport } from './buildReport';
import type { CommandLine } from './commandLine';
import { loadRun } from './loadRun';
import { drawRunReport } from './terminal/runReport';
import { screenOf } from './terminal/screen';

/**
 * Prints a run to stdout.
 * @throws HumanError when it can't be read, or not be saved where the person wants it
 */
export async function report(line: Extract<CommandLine, { kind: 'report' }>): Promise<void> {
  const run = await loadRun(line.path);
  if (line.out !== undefined) await saveTrace(resolve(line.out), run);
  const placed = placeCalls(run, line.callSite);
  const text = line.json
    ? serialiseReport(buildReport(placed, nowOf(run)))
    : `${drawRunReport(placed, nowOf(run), screenOf(process.stdout)).join('\n')}\n`;
  process.stdout.write(text);
}
