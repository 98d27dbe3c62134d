import { resolve } from 'node:path';
import { placeCalls } from '../analysis/placeCalls';
import { summariseCompletion } from '../completion/results/summariseCompletion';
import type { Run } from '../model/run';
import { nowOf } from '../store/runSelectors';
import { saveTrace } from '../store/traceOnDisk';
import { buildReport, serialiseReport } from './buildReport';
import type { CommandLine } from './commandLine';
import { buildCaseChecks } from './complete/completionChecks';
import { drawCompletion } from './complete/drawCompletion';
import { writeCompletionMarkdown } from './complete/writeCompletionMarkdown';
import { loadRun } from './loadRun';
import { writeMarkdown } from './markdown/writeMarkdown';
import { drawRunReport } from './terminal/runReport';
import { type Screen, screenOf } from './terminal/screen';

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

/** Of a run of a completion suite, what the suite came to stands before the rest. */
function printRun(run: Run, { format, goal }: ReportLine): string {
  const now = nowOf(run);
  switch (format) {
    case 'json':
      return serialiseReport(buildReport(run, now, goal));
    case 'markdown':
      return `${[...writeSuite(run), ...writeMarkdown(run, now, goal)].join('\n')}\n`;
    case 'text': {
      const screen = screenOf(process.stdout);
      return `${[...drawSuite(run, screen), ...drawRunReport(run, now, screen, goal)].join('\n')}\n`;
    }
  }
}

function drawSuite(run: Run, screen: Screen): string[] {
  const { completion } = run;
  const summary = summariseCompletion(run);
  return completion && summary ? [...drawCompletion({ run: completion, summary, screen }), ''] : [];
}

function writeSuite(run: Run): string[] {
  const { completion } = run;
  const summary = summariseCompletion(run);
  if (!completion || !summary) return [];
  const checks = buildCaseChecks(completion, summary).map(({ check }) => check);
  return writeCompletionMarkdown(checks, [summary]);
}
