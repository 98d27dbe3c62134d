import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { HumanError } from '../base/humanError';
import type { CompletionPlan, RunnerCommand, RunnerEvent } from './plan';
import { type RunnerHost, runnerEnvironment } from './runnerEnvironment';

/** How long the runner has to break off its requests before it is killed. */
const GRACE_MS = 3000;
const KEPT_ERRORS = 2000;

export interface RunnerProcessOptions {
  /** The bundled runner. */
  readonly runnerPath: string;
  /** The installed probe. */
  readonly probePath: string;
  readonly spoolFolder: string;
  readonly plan: CompletionPlan;
}

/** How the runner is started: by the executable of its host, which is Node, or Electron that is told to be Node. */
export function runnerCommand(
  { runnerPath, probePath, spoolFolder, plan }: RunnerProcessOptions,
  host: RunnerHost = process,
) {
  return {
    file: host.execPath,
    args: ['--require', probePath, runnerPath],
    options: {
      env: runnerEnvironment(spoolFolder, plan.targets, host),
      stdio: 'pipe',
      windowsHide: true,
    },
  } as const;
}

/** The process that makes the requests of a suite, with the probe in it. */
export class RunnerProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly exited: Promise<string>;
  private errors = '';

  constructor(private readonly options: RunnerProcessOptions) {
    const { file, args, options: how } = runnerCommand(options);
    this.child = spawn(file, args, how);
    this.exited = new Promise((resolve) => {
      this.child.once('error', ({ message }) => resolve(message));
      this.child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    // A runner that is gone is told of by its exit.
    this.child.stdin.on('error', () => {});
    this.child.stderr.on('data', (piece: Buffer) => {
      this.errors = `${this.errors}${piece}`.slice(-KEPT_ERRORS);
    });
    this.child.stdin.write(`${JSON.stringify(options.plan)}\n`);
  }

  tell(command: RunnerCommand): void {
    this.child.stdin.write(`${command}\n`);
  }

  /**
   * What the runner tells, up to its end.
   * @throws HumanError when it could not be started or died before it was done
   */
  async *events(): AsyncIterable<RunnerEvent> {
    let isDone = false;
    for await (const line of createInterface({ input: this.child.stdout })) {
      const event = this.readEvent(line);
      if (event.kind === 'fatal') throw this.failure(event.message);
      isDone ||= event.kind === 'done';
      yield event;
    }
    const end = await this.exited;
    if (!isDone) throw this.failure(end);
  }

  private readEvent(line: string): RunnerEvent {
    try {
      return JSON.parse(line) as RunnerEvent;
    } catch {
      throw this.failure('it wrote what is no event');
    }
  }

  /** Returns when the process is gone; one that does not go by itself is killed. */
  async end(): Promise<void> {
    this.child.stdin.end();
    const kill = setTimeout(() => this.child.kill('SIGKILL'), GRACE_MS);
    await this.exited;
    clearTimeout(kill);
  }

  private failure(reason: string): HumanError {
    const said = this.withoutSecrets(this.errors.trim());
    return new HumanError(
      `The process that makes the requests of the suite ended: ${this.withoutSecrets(reason)}.${said && ` It says: ${said}`}`,
      'Run the suite again. If it happens again, please report it.',
    );
  }

  private withoutSecrets(text: string): string {
    const secrets = this.options.plan.targets.flatMap(({ credentials }) => credentials);
    return secrets.reduce((kept, secret) => (secret ? kept.replaceAll(secret, '…') : kept), text);
  }
}
