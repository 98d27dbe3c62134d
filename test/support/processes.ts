import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { HumanError } from '../../src/base/humanError';

const gracePeriodMilliseconds = 3000;

/** A process we started, with everything it starts in turn. */
export interface OwnedProcess {
  readonly child: ChildProcess;
  /** Settles when the process is gone; with its exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks the process group to end, insists after three seconds, and settles when it is gone. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
let watching = false;

/**
 * Starts a process at the head of its own group, so that stopping it reaches its children. Whatever is still running
 * when this process ends is killed.
 */
export function startProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): OwnedProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  killAllAtExit();
  running.add(child);
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => running.delete(child));
  // Whoever awaits `exited` sees the failure; nobody has to.
  exited.catch(() => {});
  return { child, exited, stop: () => stopGroup(child, exited) };
}

/** Runs a command to its end with its output kept back. Throws a HumanError that carries the output if it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const { child, exited } = startProcess(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const result: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => result.push(chunk) && output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const code = await exited.catch((error: Error) => error.message);
  if (code === 0) {
    await closed;
    return Buffer.concat(result).toString();
  }
  const line = [command, ...args].join(' ');
  throw new HumanError(
    `${line} failed (${code}):\n${Buffer.concat(output).toString()}`,
    'Read its output above.',
  );
}

async function stopGroup(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), gracePeriodMilliseconds);
  await exited.catch(() => null);
  clearTimeout(insist);
  // A grandchild may outlive the head of the group.
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // The group is gone already, which is what we want.
  }
}

/** Makes sure, once, that nothing we started outlives us: at our end, however it comes, all groups are killed. */
function killAllAtExit(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}
