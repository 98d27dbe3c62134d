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
 * @returns the program's exit code, whatever becomes of the recording
 */
export async function record(line: RecordLine): Promise<number> {
  await checkWritable({ '--out': line.out });
  const prepared = await prepareRun();
  try {
    const { run, exitCode } = await runAndRecord(line, prepared);
    if (!line.quiet) show(placeCalls(run, line.callSite), line.goal);
    await keep(run, prepared.folder, line);
    return exitCode;
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
