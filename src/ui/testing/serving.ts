import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import type { Suite } from '../../completion/suite/suite';

/** A model may have to be loaded first. */
const SERVED_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 5000;
const KNOCK_EVERY_MS = 200;
const KNOCK_TIMEOUT_MS = 2000;

export interface ServingOptions {
  readonly suite: Suite;
  readonly folder: vscode.WorkspaceFolder | undefined;
  /** Links the session with the run that it serves. */
  readonly testRun: vscode.TestRun;
  /** With the debugger, so that breakpoints of the server hold it. */
  readonly debug: boolean;
  readonly signal: AbortSignal;
  /** Tells the person what is waited for. */
  tell(line: string): void;
}

/** What serves a suite for the time of its run. */
export interface Serving {
  stop(): Promise<void>;
}

/** Host and port that a target's requests go to. */
interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * Starts the launch configuration that a suite names and waits until its endpoints accept connections. Where they do so
 * already, nothing is started.
 * @throws HumanError when there is no such configuration, or it does not serve
 */
export async function startServing(name: string, options: ServingOptions): Promise<Serving> {
  const { suite, folder, debug, tell, testRun } = options;
  checkConfiguration(name, folder);
  const endpoints = endpointsOf(suite);
  const silent = await thoseSilent(endpoints);
  if (silent.length === 0) {
    tell(`${endpoints.map(describe).join(', ')} is served already: “${name}” is not started.`);
    return { stop: async () => {} };
  }
  const sessions = new Sessions();
  try {
    tell(`Starting “${name}” ${debug ? 'with' : 'without'} the debugger.`);
    const isStarted = await sessions.start(folder, name, { noDebug: !debug, testRun });
    if (!isStarted) throw notServing(name, 'could not be started', 'Start it by itself to see why.');
    await waitUntilServed(name, silent, sessions, options);
    return { stop: () => sessions.stop() };
  } catch (error) {
    await sessions.stop();
    throw error;
  }
}

/** The sessions of one launch, and those that they begin in turn. */
class Sessions {
  private readonly alive = new Set<vscode.DebugSession>();
  private readonly ids = new Set<string>();
  private isStarting = false;
  private isStopping = false;
  private readonly subscriptions = [
    vscode.debug.onDidStartDebugSession((session) => this.take(session)),
    vscode.debug.onDidTerminateDebugSession((session) => this.alive.delete(session)),
  ];

  get haveEnded(): boolean {
    return this.ids.size > 0 && this.alive.size === 0;
  }

  /** @returns whether it could be started */
  async start(...launch: Parameters<typeof vscode.debug.startDebugging>): Promise<boolean> {
    this.isStarting = true;
    try {
      return await vscode.debug.startDebugging(...launch);
    } finally {
      this.isStarting = false;
    }
  }

  /** Resolves when they have ended, those included that begin only now: a debugger may still be attaching. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all([...this.alive].map((session) => vscode.debug.stopDebugging(session)));
    const end = Date.now() + STOPPED_WITHIN_MS;
    while (this.alive.size > 0 && Date.now() < end) await sleep(KNOCK_EVERY_MS);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private take(session: vscode.DebugSession): void {
    // What a person starts meanwhile is none of it.
    const { id, parentSession } = session;
    if (!(parentSession ? this.ids.has(parentSession.id) : this.isStarting)) return;
    this.ids.add(id);
    this.alive.add(session);
    if (this.isStopping) void vscode.debug.stopDebugging(session);
  }
}

async function waitUntilServed(
  name: string,
  endpoints: readonly Endpoint[],
  sessions: Sessions,
  { signal, tell }: ServingOptions,
): Promise<void> {
  const where = endpoints.map(describe).join(', ');
  tell(`Waiting until ${where} accepts connections.`);
  const end = Date.now() + SERVED_WITHIN_MS;
  while ((await thoseSilent(endpoints)).length > 0 && !signal.aborted) {
    if (sessions.haveEnded) {
      throw notServing(
        name,
        `has ended before ${where} accepted a connection`,
        'Look into the debug console.',
      );
    }
    if (Date.now() > end) {
      const what = `does not accept connections at ${where} after ${SERVED_WITHIN_MS / 1000} s`;
      throw notServing(name, what, 'Compare the address in the suite with that of the server.');
    }
    await sleep(KNOCK_EVERY_MS);
  }
}

function notServing(name: string, what: string, action: string): HumanError {
  return new HumanError(`The launch configuration “${name}” ${what}.`, action);
}

function checkConfiguration(name: string, folder: vscode.WorkspaceFolder | undefined): void {
  const launch = vscode.workspace.getConfiguration('launch', folder);
  const entries = ['configurations', 'compounds'].flatMap((key) => launch.get<{ name?: string }[]>(key, []));
  if (entries.some((entry) => entry.name === name)) return;
  throw new HumanError(
    `There is no launch configuration “${name}”.`,
    'Correct "launch" in the suite, or add the configuration to .vscode/launch.json.',
  );
}

function endpointsOf({ targets }: Suite): Endpoint[] {
  const endpoints = targets.map(({ baseUrl }) => {
    const { hostname, port, protocol } = new URL(baseUrl);
    const usual = protocol === 'https:' ? 443 : 80;
    return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port ? Number(port) : usual };
  });
  return [...new Map(endpoints.map((endpoint) => [describe(endpoint), endpoint])).values()];
}

function describe({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function thoseSilent(endpoints: readonly Endpoint[]): Promise<Endpoint[]> {
  const answers = await Promise.all(endpoints.map(accepts));
  return endpoints.filter((_, index) => !answers[index]);
}

function accepts({ host, port }: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: KNOCK_TIMEOUT_MS });
    const settle = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
