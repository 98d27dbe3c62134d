import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/events';
import type { ReadSuite } from '../../completion/suite/suite';

/** What the names of suites end with. */
export const suiteExtension = '.completions.json';

const suitePattern = `**/*${suiteExtension}`;
/** After this long without a keystroke, in ms, an edited suite is read anew. */
const QUIET_MS = 250;

/** A suite's file as it is now, in its editor where one has it open. */
export interface SuiteFile {
  readonly uri: vscode.Uri;
  readonly read: ReadSuite;
}

/** What has become of the file of a suite; without `file` it is gone. */
export interface SuiteFileChange {
  readonly uri: vscode.Uri;
  readonly file?: SuiteFile;
}

/** Reads a suite from its text; `file` is its absolute path. */
export type ReadText = (text: string, file: string) => Promise<ReadSuite>;

/**
 * Knows the suites of the workspace: those that are open in an editor from the beginning, all of them once they were
 * looked for. Follows what is typed and what changes on disk.
 */
export class SuiteFiles implements Disposable {
  private readonly byUri = new Map<string, SuiteFile>();
  /** How often each file was read. */
  private readonly turns = new Map<string, number>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly changes = new Emitter<SuiteFileChange>();
  private readonly subscriptions: vscode.Disposable[];
  private found: Promise<void> | undefined;

  readonly onDidChange = this.changes.event;

  constructor(private readonly readText: ReadText) {
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument(({ uri }) => void this.refresh(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.refreshSoon(document.uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.refreshThoseAbout(uri.fsPath)),
      // What was typed and not saved is void.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.refresh(uri)),
    ];
  }

  get all(): readonly SuiteFile[] {
    return [...this.byUri.values()];
  }

  get(uri: vscode.Uri): SuiteFile | undefined {
    return this.byUri.get(uri.toString());
  }

  /** Reads what is open in editors. */
  async readOpen(): Promise<void> {
    await Promise.all(vscode.workspace.textDocuments.map(({ uri }) => this.refresh(uri)));
  }

  /** Looks for all suites of the workspace, once, and follows them from then on. */
  findAll(): Promise<void> {
    this.found ??= this.find();
    return this.found;
  }

  /** Reads at once what would be read when the keyboard has been quiet. */
  async catchUp(): Promise<void> {
    const late = this.all.filter(({ uri }) => this.waiting.has(uri.toString()));
    await Promise.all(late.map(({ uri }) => this.refresh(uri)));
  }

  /** Reads all there are anew, for when the person asks for it. */
  async readAgain(): Promise<void> {
    await this.findAll();
    await Promise.all(this.all.map(({ uri }) => this.refresh(uri)));
  }

  /** Reads a file anew; returns undefined when it is no suite, or gone. */
  async refresh(uri: vscode.Uri): Promise<SuiteFile | undefined> {
    if (uri.scheme !== 'file' || !uri.path.endsWith(suiteExtension)) return undefined;
    const key = uri.toString();
    this.forgetTimer(key);
    const turn = (this.turns.get(key) ?? 0) + 1;
    this.turns.set(key, turn);
    const text = await readShown(uri);
    const file = text === undefined ? undefined : { uri, read: await this.readText(text, uri.fsPath) };
    // What was read later and sooner is newer.
    if (this.turns.get(key) === turn) this.put(uri, file);
    return file;
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.changes.dispose();
  }

  private put(uri: vscode.Uri, file: SuiteFile | undefined): void {
    if (file) this.byUri.set(uri.toString(), file);
    else if (!this.byUri.delete(uri.toString())) return;
    this.changes.fire({ uri, file });
  }

  /** Suites look into the files in which they complete. */
  private refreshThoseAbout(file: string): void {
    for (const { uri, read } of this.all) {
      const isAbout = read.suite?.cases.some(({ at }) => at.kind === 'file' && at.file === file);
      if (isAbout) this.refreshSoon(uri);
    }
  }

  private async find(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(suitePattern);
    const refresh = (uri: vscode.Uri) => void this.refresh(uri);
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(refresh),
      watcher.onDidChange(refresh),
      watcher.onDidDelete(refresh),
    );
    const uris = await vscode.workspace.findFiles(suitePattern, '**/node_modules/**');
    await Promise.all(uris.map((uri) => this.refresh(uri)));
  }

  private refreshSoon(uri: vscode.Uri): void {
    if (!uri.path.endsWith(suiteExtension)) return;
    const key = uri.toString();
    this.forgetTimer(key);
    this.waiting.set(
      key,
      setTimeout(() => void this.refresh(uri), QUIET_MS),
    );
  }

  private forgetTimer(key: string): void {
    clearTimeout(this.waiting.get(key));
    this.waiting.delete(key);
  }
}

/** A suite's name for those who have nothing but its file. */
export function suiteFileTitle(uri: vscode.Uri): string {
  return basename(uri.fsPath, suiteExtension);
}

/** What is typed and not saved comes before what is on disk; undefined when there is neither. */
async function readShown(uri: vscode.Uri): Promise<string | undefined> {
  const key = uri.toString();
  const typed = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === key,
  );
  return typed ? typed.getText() : readFile(uri.fsPath, 'utf8').catch(() => undefined);
}
