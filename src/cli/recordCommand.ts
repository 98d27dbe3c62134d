import { basename, resolve } from 'node:path';
import { placeCalls } from '../analysis/placeCalls';
import type { Goal } from '../analysis/whatIf/change';
import { DisposableStore } from '../base/disposable';
import { buildProbeEnvironment } from '../launch/buildProbeEnvironment';
import type { Run } from '../model/run';
import { recordRun } from '../pipeline';
import { nowOf } from '../store/runSelectors';
import { RunStore } from '../store/runStore';
import { saveTrace } from '../store/traceOnDisk';
import { readProgramBudget } from './budget/readProgramBudget';
import { type BudgetListener, tellBudget } from './budget/tellBudget';
import { describeFailure } from './commandError';
import type { CommandLine } from './commandLine';
import { showLiveLines, startLine } from './liveLines';
import { runProgram } from './runProgram';
import { checkWritable, discardRun, type PreparedRun, prepareRun, takeUpEarlierRuns } from './storage';
import { drawRunReport } from './terminal/runReport';
import { screenOf } from './terminal/screen';

const { stderr } = process;

type RecordLine = Extract<CommandLine, { kind: 'record' }>;

/**
 * Runs a program and records its LLM calls. Everything of our own goes to stderr.
 * @returns the program's exit code, whatever becomes of the recording; where that is 0 and `--ci` is given, what the
 *   verdicts of the budget come to
 * @throws CommandError when the budget can't be read, before the program is started
 */
export async function record(line: RecordLine): Promise<number> {
  const { junit, summary } = line.checks;
  await checkWritable({ '--out': line.out, '--junit': junit, '--summary': summary });
  const budget = line.budget === undefined ? undefined : await readProgramBudget(line.budget);
  const prepared = await prepareRun();
  try {
    const { run, exitCode } = await runAndRecord(line, prepared);
    const placed = placeCalls(run, line.callSite);
    if (!line.quiet) show(placed, line.goal);
    await keep(run, prepared.folder, line);
    const verdict = budget ? await tellBudget(placed, budget, listenerOf(line)) : 0;
    return exitCode === 0 ? verdict : exitCode;
  } catch (error) {
    await discardRun(prepared.folder);
    throw error;
  } finally {
    await takeUpEarlierRuns();
  }
}

async function runAndRecord(line: RecordLine, { probePath, folder }: PreparedRun) {
  const owned = new DisposableStore();
  const store = owned.add(new RunStore());
  const screen = screenOf(stderr);
  const isWatched = Boolean(stderr.isTTY) && !line.quiet;
  if (isWatched) owned.add(showLiveLines(store, screen, line.callSite, (text) => stderr.write(text)));
  const origin = { kind: 'record', title: basename(line.command[0]), folder: process.cwd() } as const;
  const live = recordRun({ store, origin, folder });
  try {
    const probe = buildProbeEnvironment({
      probePath,
      spoolFolder: live.spoolFolder,
      endpoints: line.endpoints,
      existing: process.env,
    });
    const exitCode = await runProgram(line.command, { ...process.env, ...probe });
    const run = await live.end();
    if (isWatched) stderr.write(startLine(screen.width));
    return { run, exitCode };
  } finally {
    await live.end();
    owned.dispose();
  }
}

function listenerOf({ quiet, checks }: RecordLine): BudgetListener {
  return { screen: screenOf(stderr), ...(!quiet && { write: (text: string) => stderr.write(text) }), checks };
}

function show(run: Run, goal: Goal): void {
  stderr.write(`\n${drawRunReport(run, nowOf(run), screenOf(stderr), goal).join('\n')}\n\n`);
}

/** Saves the trace where the person wants it. The run's own folder goes, unless that fails. */
async function keep(run: Run, folder: string, line: RecordLine): Promise<void> {
  const path = line.out ?? `latency-lens-${run.id}.lltrace`;
  try {
    await saveTrace(resolve(path), run);
    await discardRun(folder);
    if (!line.quiet) stderr.write(`Trace: ${path}\n`);
  } catch (error) {
    const failure = describeFailure(error);
    if (!failure) throw error;
    stderr.write(`${failure.text}The run is kept: latency-lens report ${folder}\n`);
  }
}
