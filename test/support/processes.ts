import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { HumanError } from '../../src/base/humanError';
import { oncePerProcess } from './oncePerProcess';

const usualGraceMilliseconds = 5000;
/** A process that has to stop others gets the time that it gives them, and some. */
export const longGraceMilliseconds = 2 * usualGraceMilliseconds;
const pollMilliseconds = 50;

/** A process we started, with everything it starts in turn. */
export interface OwnedProcess {
  readonly child: ChildProcess;
  /** Settles when the process is gone; with its exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks the whole process group to end, insists when the time is over (5 s), and settles when it is gone. */
  stop(graceMilliseconds?: number): Promise<void>;
}

/**
 * Starts a process at the head of its own group, so that stopping it reaches its children. Whatever still runs when
 * this process is told to end is stopped first.
 */
export function startProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): OwnedProcess {
  const running = oncePerProcess('runningProcesses', stopAllAtEnd);
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  let stopping: Promise<void> | undefined;
  const stop: OwnedProcess['stop'] = (grace) => {
    stopping ??= stopGroup(child, exited, grace);
    return stopping;
  };
  const owned = { child, exited, stop };
  running.add(owned);
  // Whoever awaits `exited` sees the failure; nobody has to.
  exited.finally(() => running.delete(owned)).catch(() => {});
  return owned;
}

/**
 * Runs a command to its end and returns its output. Throws a HumanError that carries the output and the errors if it
 * fails.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const { child, exited } = startProcess(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const code = await exited.catch((error: Error) => error.message);
  if (typeof code !== 'string') await closed;
  if (code === 0) return Buffer.concat(output).toString();
  const said = Buffer.concat([...errors, ...output]).toString();
  const line = [command, ...args].join(' ');
  throw new HumanError(`${line} failed (${code}):\n${said}`, 'Its output, above, should say why.');
}

async function stopGroup(
  child: ChildProcess,
  exited: Promise<number | null>,
  graceMilliseconds = usualGraceMilliseconds,
): Promise<void> {
  const deadline = Date.now() + graceMilliseconds;
  signalGroup(child, 'SIGTERM');
  while (Date.now() < deadline && signalGroup(child, 0)) await sleep(pollMilliseconds);
  signalGroup(child, 'SIGKILL');
  await exited.catch(() => null);
}

/** Returns whether anybody of the group was there to get the signal. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes sure that nothing we started outlives us, however our end comes.
 * @returns where it is to be put
 */
function stopAllAtEnd(): Set<OwnedProcess> {
  const running = new Set<OwnedProcess>();
  process.once('exit', () => {
    for (const { child } of running) signalGroup(child, 'SIGKILL');
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    // Not once: a second signal would end us in the middle of it.
    process.on(signal, async () => {
      await Promise.all([...running].map((owned) => owned.stop(longGraceMilliseconds)));
      process.exit(code);
    });
  }
  return running;
}
