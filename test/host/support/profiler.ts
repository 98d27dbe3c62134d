import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RunId } from '../../../src/base/units';
import type { LatencyLensApi } from '../../../src/extension';
import type { Run } from '../../../src/model/run';
import { environmentNames } from '../../../src/protocol/environment';
import type { Respond } from '../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';
import { waitFor } from '../../support/waitFor';

/** A launch that has been started. */
export interface StartedLaunch {
  readonly session: vscode.DebugSession;
  /** Settles when the session tree has ended. */
  readonly ended: Promise<void>;
}

/** The extension under test, with a model for the workspace's programs to talk to. */
export class Profiler {
  private constructor(
    readonly api: LatencyLensApi,
    readonly simulator: Simulator,
  ) {}

  static async start(respond: Respond): Promise<Profiler> {
    const extension = vscode.extensions.getExtension<LatencyLensApi>('latency-lens.latency-lens');
    if (!extension) throw new Error('The extension is not installed');
    return new Profiler(await extension.activate(), await startSimulator({ respond }));
  }

  async stop(): Promise<void> {
    this.deleteRuns();
    await this.simulator.close();
  }

  deleteRuns(): void {
    for (const { id } of this.api.store.runs) this.api.store.remove(id);
  }

  /** Launches `chat.mjs` under the debugger. */
  async launch(configuration: Partial<vscode.DebugConfiguration> = {}): Promise<StartedLaunch> {
    const { env, ...more } = configuration;
    const full = {
      type: 'node',
      request: 'launch',
      name: 'chat',
      program: workspacePath('chat.mjs'),
      env: { LLM_URL: this.simulator.openaiUrl, ...env },
      ...more,
    };
    const started = nextRootSession(vscode.debug.onDidStartDebugSession);
    if (!(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], full))) {
      throw new Error('The debugger did not start');
    }
    const session = await started;
    const ended = new Promise<void>((resolve) => {
      const listening = vscode.debug.onDidTerminateDebugSession(({ id }) => {
        if (id !== session.id) return;
        listening.dispose();
        resolve();
      });
    });
    return { session, ended };
  }

  /** Launches `chat.mjs`, waits until it is through, and returns its run. */
  async record(configuration?: Partial<vscode.DebugConfiguration>): Promise<Run> {
    const { session, ended } = await this.launch(configuration);
    await ended;
    return this.closedRun(session);
  }

  /** The run of a session, as soon as it has begun. */
  async runOf(session: vscode.DebugSession): Promise<Run> {
    const id = basename(session.configuration.env[environmentNames.spool]) as RunId;
    return waitFor(`the run of ${session.name}`, () => this.api.store.get(id));
  }

  /** The run of a session when it has ended. */
  async closedRun(session: vscode.DebugSession): Promise<Run> {
    return waitFor(`the end of ${session.name}`, async () => {
      const run = await this.runOf(session);
      return run.status === 'ended' ? run : undefined;
    });
  }
}

function nextRootSession(event: vscode.Event<vscode.DebugSession>): Promise<vscode.DebugSession> {
  return new Promise((resolve) => {
    const listening = event((session) => {
      if (session.parentSession) return;
      listening.dispose();
      resolve(session);
    });
  });
}

/** Absolute path of a file of the workspace. */
export function workspacePath(name: string): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('No folder is open');
  return vscode.Uri.joinPath(folder.uri, name).fsPath;
}
