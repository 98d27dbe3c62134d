import { resolve } from 'node:path';
import { placeCalls } from '../analysis/placeCalls';
import type { Run } from '../model/run';
import { nowOf } from '../store/runSelectors';
import { saveTrace } from '../store/traceOnDisk';
import { buildReport, serialiseReport } from './buildReport';
import type { CommandLine } from './commandLine';
import { loadRun } from './loadRun';
import { writeMarkdown } from './markdown/writeMarkdown';
import { drawRunReport } from './terminal/runReport';
import { screenOf } from './terminal/screen';

type ReportLine = Extract<CommandLine, { kind: 'report' }>;

/**
 * Prints a run to stdout.
 * @throws HumanError when it can't be read, or not be saved where the person wants it
 */
export async function report(line: ReportLine): Promise<void> {
  const run = await loadRun(line.path);
  if (line.out !== undefined) await saveTrace(resolve(line.out), run);
  const placed = placeCalls(run, line.callSite);
  process.stdout.write(printRun(placed, line));
}

function printRun(run: Run, { format, goal }: ReportLine): string {
  const now = nowOf(run);
  switch (format) {
    case 'json':
      return serialiseReport(buildReport(run, now, goal));
    case 'markdown':
      return `${writeMarkdown(run, now, goal).join('\n')}\n`;
    case 'text':
      return `${drawRunReport(run, now, screenOf(process.stdout), goal).join('\n')}\n`;
  }
}
