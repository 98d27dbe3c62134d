import { constants } from 'node:fs';
import { access, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { placeCalls } from '../analysis/placeCalls';
import type { Goal } from '../analysis/whatIf/change';
import { DisposableStore } from '../base/disposable';
import { HumanError } from '../base/humanError';
import { buildProbeEnvironment } from '../launch/buildProbeEnvironment';
import type { Run } from '../model/run';
import { recordRun, takeUpRuns } from '../pipeline';
import { RunArchive } from '../store/runArchive';
import { tracePathOf } from '../store/runFolder';
import { nowOf } from '../store/runSelectors';
import { RunStore } from '../store/runStore';
import { saveTrace } from '../store/traceOnDisk';
import { describeFailure } from './commandError';
import type { CommandLine } from './commandLine';
import { showLiveLines, startLine } from './liveLines';
import { runProgram } from './runProgram';
import { type PreparedRun, prepareRun, runsFolder } from './storage';
import { drawRunReport } from './terminal/runReport';
import { screenOf } from './terminal/screen';

const { stderr } = process;

type RecordLine = Extract<CommandLine, { kind: 'record' }>;

/**
 * Runs a program and records its LLM calls. Everything of our own goes to stderr.
 * @returns the program's exit code, whatever becomes of the recording
 */
export async function record(line: RecordLine): Promise<number> {
  if (line.out !== undefined) await checkWritable(dirname(resolve(line.out)));
  const prepared = await prepareRun();
  try {
    const { run, exitCode } = await runAndRecord(line, prepared);
    if (!line.quiet) show(placeCalls(run, line.callSite), line.goal);
    await keep(run, prepared.folder, line);
    return exitCode;
  } catch (error) {
    await discard(prepared.folder);
    throw error;
  } finally {
    await takeUpEarlierRuns();
  }
}

/** Told before the program runs, not after minutes of work. */
async function checkWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new HumanError(`${folder} can't be written.`, 'Choose another place with --out.', { cause });
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
    await discard(folder);
    if (!line.quiet) stderr.write(`Trace: ${path}\n`);
  } catch (error) {
    const failure = describeFailure(error);
    if (!failure) throw error;
    stderr.write(`${failure.text}The run is kept: latency-lens report ${folder}\n`);
  }
}

/** Deletes a run's folder, but nothing in it that could not be read: its problems name that. */
async function discard(folder: string): Promise<void> {
  await rm(tracePathOf(folder), { force: true });
  await rmdir(folder).catch(() => {});
}

/** A recorder that was killed leaves raw records behind, which hold content: they become a trace now. */
async function takeUpEarlierRuns(): Promise<void> {
  const store = new RunStore();
  const archive = new RunArchive({ store, root: runsFolder });
  await takeUpRuns(archive, store);
  archive.dispose();
  for (const { id } of store.runs) {
    stderr.write(
      `A recording that was cut off earlier is saved: latency-lens report ${join(runsFolder, id)}\n`,
    );
  }
}
