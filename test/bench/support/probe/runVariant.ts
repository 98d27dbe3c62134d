import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { buildProbeEnvironment } from '../../../../src/launch/buildProbeEnvironment';
import { environmentNames } from '../../../../src/protocol/environment';
import { startProcess } from '../../../support/processes';
import { makeTemporaryFolder } from '../../../support/temporaryFolder';
import { attachDebugger } from './attachDebugger';
import type { Figures, Task } from './figures';
import type { Variant } from './variants';

/** Where the measured programs lie, and the probe. */
export interface Place {
  readonly programs: string;
  readonly probePath: string;
}

/** Runs a program with what a variant loads and returns what it says of itself. Throws when it fails. */
export async function runVariant(
  place: Place,
  program: string,
  variant: Variant,
  task: Task,
): Promise<Figures> {
  const { output, requests } = await runProgram(place, program, variant, task);
  const figures = JSON.parse(output) as Figures;
  checkObserved(variant, task, variant.probe ? requests : figures.spans);
  return figures;
}

/** An observer that saw nothing must not look cheap. */
function checkObserved({ title, probe, setup }: Variant, { streams }: Task, seen: number | undefined): void {
  if (streams !== undefined && (probe || setup) && seen !== streams) {
    throw new Error(`“${title}” saw ${seen} of ${streams} calls`);
  }
}

/** Runs a program of a variant to its end. @returns also how many requests the probe wrote down, and the time from start to exit */
export async function runProgram(
  { programs, probePath }: Place,
  program: string,
  variant: Variant,
  task: Task,
): Promise<{ output: string; requests: number; elapsedMs: number }> {
  const folder = await makeTemporaryFolder();
  const spoolFolder = join(folder.path, 'spool');
  await mkdir(spoolFolder);
  const probe = variant.probe && {
    ...buildProbeEnvironment({ probePath, spoolFolder, existing: process.env }),
    [environmentNames.attribution]: variant.probe,
  };
  const env = { ...process.env, ...probe, BENCH_TASK: JSON.stringify({ ...task, setup: variant.setup }) };
  const inspect = variant.debugger ? ['--inspect-brk=127.0.0.1:0'] : [];
  const begun = performance.now();
  const owned = startProcess(process.execPath, [...inspect, '--expose-gc', join(programs, program)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = owned.child as { stdout: Readable; stderr: Readable };
  if (variant.debugger) createInterface(stderr).on('line', followDebuggerLine);
  let elapsedMs = 0;
  const [output, errors, code] = await Promise.all([
    text(stdout),
    variant.debugger ? once(stderr, 'close').then(() => '') : text(stderr),
    owned.exited.finally(() => {
      elapsedMs = performance.now() - begun;
    }),
  ]);
  const requests = await countRequests(spoolFolder);
  folder.remove();
  if (code !== 0) throw new Error(`${program} with ${variant.title} ended with ${code}: ${errors}`);
  return { output, requests, elapsedMs };
}

function followDebuggerLine(line: string): void {
  const [, url] = /^Debugger listening on (ws:\S+)/.exec(line) ?? [];
  if (url) attachDebugger(url);
}

async function countRequests(spoolFolder: string): Promise<number> {
  let count = 0;
  for (const name of await readdir(spoolFolder)) {
    const spool = await readFile(join(spoolFolder, name), 'utf8');
    count += spool.split('\n{"k":"req",').length - 1;
  }
  return count;
}
