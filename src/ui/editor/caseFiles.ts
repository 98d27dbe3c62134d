import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { hashText } from '../../base/lineHash';
import { memoiseByVersion } from './memoiseByVersion';

const hashOfDocument = memoiseByVersion((document) => hashText(document.getText()));

/** The files in which cases complete as they are now: in their editors, or else on disk. Follows those it was asked for. */
export class CaseFiles implements Disposable {
  /** Of the text on disk, by path; without a hash while it is read, or when it can't be. */
  private readonly onDisk = new Map<string, string | undefined>();
  private readonly watched = new Set<string>();
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[] = [this.changes];

  readonly onDidChange = this.changes.event;

  constructor() {
    const tell = ({ uri }: vscode.TextDocument) => {
      if (this.onDisk.has(uri.fsPath)) this.changes.fire();
    };
    this.subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => tell(document)),
      // What was typed and not saved is void.
      vscode.workspace.onDidCloseTextDocument(tell),
    );
  }

  /**
   * `hashText` of a file as it is now. Undefined as long as that isn't known: a change is told when it is.
   * @param file absolute path
   */
  hashOf(file: string): string | undefined {
    this.follow(file);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === file);
    return document ? hashOfDocument(document) : this.onDisk.get(file);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private follow(file: string): void {
    if (this.onDisk.has(file)) return;
    this.onDisk.set(file, undefined);
    this.watch(dirname(file));
    void this.read(file);
  }

  /** By folder, since a file's own name may look like a pattern. */
  private watch(folder: string): void {
    if (this.watched.has(folder)) return;
    this.watched.add(folder);
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), '*'),
    );
    const read = ({ fsPath }: vscode.Uri) => {
      if (this.onDisk.has(fsPath)) void this.read(fsPath);
    };
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(read),
      watcher.onDidChange(read),
      watcher.onDidDelete(read),
    );
  }

  private async read(file: string): Promise<void> {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    this.onDisk.set(file, text === undefined ? undefined : hashText(text));
    this.changes.fire();
  }
}
