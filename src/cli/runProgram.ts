import { constants } from 'node:os';
import spawn from 'cross-spawn';
import { DisposableStore, toDisposable } from '../base/disposable';
import { CommandError } from './commandError';

/**
 * Runs a program on our own stdin, stdout and stderr, and waits until it has ended. On Windows, what is no executable by
 * itself, such as `npm`, is started by way of the system's interpreter, with every argument quoted.
 * @returns its exit code, or 128 + n when signal n ended it
 * @throws CommandError when it can't be started, with the exit code a shell would give: 127 or 126
 */
export async function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: environment });
  const signals = passSignalsOn((signal) => child.kill(signal));
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) => reject(describeStartFailure(program, error)));
      child.once('exit', (code, signal) => resolve(code ?? exitCodeOf(signal)));
    });
  } finally {
    signals.dispose();
  }
}

/**
 * While the program runs, signals are for it: we live on to save what it did. A terminal gives Ctrl-C to all of its
 * foreground processes, so that the program has it already; twice would make many programs quit at once.
 */
function passSignalsOn(passOn: (signal: NodeJS.Signals) => void): DisposableStore {
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  const listeners: readonly (readonly [NodeJS.Signals, () => void])[] = [
    ['SIGINT', () => hasTerminal || passOn('SIGINT')],
    ['SIGTERM', () => passOn('SIGTERM')],
    ['SIGHUP', () => passOn('SIGHUP')],
  ];
  const store = new DisposableStore();
  for (const [signal, listener] of listeners) {
    process.on(signal, listener);
    store.add(toDisposable(() => process.off(signal, listener)));
  }
  return store;
}

function exitCodeOf(signal: NodeJS.Signals | null): number {
  return signal ? 128 + constants.signals[signal] : 1;
}

function describeStartFailure(program: string, error: NodeJS.ErrnoException): CommandError {
  return error.code === 'ENOENT'
    ? new CommandError(
        `There is no program \`${program}\`.`,
        'Check its name, and that it is on the PATH.',
        127,
      )
    : new CommandError(
        `\`${program}\` could not be started: ${error.message}`,
        'Check that it may be run.',
        126,
      );
}
