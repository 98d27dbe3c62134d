import { rmdirSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { Problem, RunOrigin } from '../../model/run';
import { environmentNames } from '../../protocol/environment';
import type { EpochPause } from '../../store/pausesOnDisk';
import { showProblem } from '../showProblem';
import { Throttle } from '../throttle';
import { PauseLedger } from './pauseLedger';
import type { PauseSignal } from './pauseReader';

/** A run that is being recorded. */
export interface LiveRun {
  /** Replaces what is known about the times in which a debugger held the program. */
  setPauses(pauses: readonly EpochPause[]): void;
  /** Reads what is left and closes the run. */
  end(): Promise<unknown>;
}

export interface DebugRunsOptions {
  /** Creates the private spool folder of one launch. */
  readonly createFolder: () => Promise<string>;
  /** Begins to record what appears in a spool folder. */
  readonly record: (origin: RunOrigin, folder: string, problems: readonly Problem[]) => LiveRun;
}

/** Shortest time between two tellings of what is known of pauses. */
const PAUSE_NEWS_MS = 50;

/** One launch, from the making of its environment until the last session of its tree has ended. */
interface Launch {
  readonly problems: readonly Problem[];
  readonly pauses: PauseLedger;
  /** Tells the run of its pauses; a program may be stopped thousands of times a second. */
  readonly tellPauses: Throttle;
  live?: LiveRun;
}

/**
 * Makes one run of each debug session that carries our spool folder, its children included. The run begins when the
 * session has really started, so that a launch that fails leaves none behind.
 */
export class DebugRuns implements Disposable {
  private readonly launches = new Map<string, Launch>();
  private readonly subscriptions = vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession((session) => this.begin(session)),
    vscode.debug.onDidTerminateDebugSession((session) => this.finish(session)),
  );

  constructor(private readonly options: DebugRunsOptions) {}

  /**
   * Makes a spool folder and waits for the session that carries it.
   * @param problems of the launch, to be told in its run
   */
  async prepare(problems: readonly Problem[]): Promise<string> {
    const folder = await this.options.createFolder();
    const pauses = new PauseLedger();
    const launch: Launch = {
      problems,
      pauses,
      tellPauses: new Throttle(PAUSE_NEWS_MS, () => launch.live?.setPauses(pauses.pauses)),
    };
    this.launches.set(folder, launch);
    return folder;
  }

  /** Takes in that a session's program stopped or went on. */
  notePause(session: vscode.DebugSession, signal: PauseSignal): void {
    const launch = this.launches.get(spoolFolderOf(session) ?? '');
    if (launch?.pauses.apply(session.id, signal)) launch.tellPauses.ask();
  }

  /** Closes all runs, for when the editor goes away. */
  async endAll(): Promise<void> {
    const launches = [...this.launches.keys()];
    await Promise.all(launches.map((folder) => this.end(folder)));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private begin(session: vscode.DebugSession): void {
    const folder = rootFolderOf(session);
    const launch = this.launches.get(folder ?? '');
    if (!folder || !launch || launch.live) return;
    try {
      const title = session.configuration.name;
      launch.live = this.options.record(
        { kind: 'debug', title, folder: session.workspaceFolder?.uri.fsPath },
        folder,
        launch.problems,
      );
      launch.live.setPauses(launch.pauses.pauses);
    } catch (error) {
      showProblem(`LLM calls of “${session.name}” are not recorded.`, error);
    }
  }

  private finish(session: vscode.DebugSession): void {
    const folder = rootFolderOf(session);
    if (folder) void this.end(folder);
  }

  private async end(folder: string): Promise<void> {
    const launch = this.launches.get(folder);
    this.launches.delete(folder);
    if (!launch) return;
    launch.tellPauses.dispose();
    if (!launch.live) return removeIfEmpty(folder);
    launch.pauses.close(Date.now());
    launch.live.setPauses(launch.pauses.pauses);
    await launch.live.end().catch((error) => showProblem('The end of a run could not be recorded.', error));
  }
}

/** The spool folder that a session or one of its ancestors was launched with. */
export function spoolFolderOf(session: vscode.DebugSession): string | undefined {
  return ownFolderOf(session) ?? (session.parentSession && spoolFolderOf(session.parentSession));
}

/** The spool folder of a session that no ancestor shares: it is the root of its run. */
function rootFolderOf(session: vscode.DebugSession): string | undefined {
  const inherited = session.parentSession && spoolFolderOf(session.parentSession);
  const own = ownFolderOf(session);
  return own === inherited ? undefined : own;
}

function ownFolderOf(session: vscode.DebugSession): string | undefined {
  return session.configuration.env?.[environmentNames.spool];
}

/** A launch that never came to life has left an empty folder; if there is more in it, it is not ours to delete. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or gone already.
  }
}
