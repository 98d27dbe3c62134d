import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { waitFor } from '../../support/waitFor';
import { type Profiler, workspacePath } from './profiler';
import { type RecordedRun, recordResults } from './recordedResults';

/** What every suite of these tests begins with: nothing that makes it slow. */
const brief = { repeats: 1, warmUp: 0 };

/** The completion suites of a workspace, and what becomes of them in the Test Explorer. */
export class Suites {
  readonly runs: RecordedRun[];
  private readonly files = new Set<string>();

  constructor(private readonly profiler: Profiler) {
    this.runs = recordResults(profiler.api.completions);
  }

  get items(): vscode.TestItemCollection {
    return this.profiler.api.completions.items;
  }

  /** Writes a suite's file and waits for its item; `text` instead of an object is written as it is. */
  async write(name: string, suite: object | string): Promise<vscode.TestItem> {
    const file = workspacePath(`${name}.completions.json`);
    this.files.add(file);
    const text =
      typeof suite === 'string' ? suite : JSON.stringify({ name, ...brief, ...suite }, undefined, 2);
    writeFileSync(file, text);
    await this.profiler.api.completions.resolveHandler?.(undefined);
    return waitFor(`the item of ${name}`, () => this.items.get(vscode.Uri.file(file).toString()));
  }

  /** Runs items as a click on them does, and waits for the end. */
  async run(items: readonly vscode.TestItem[], how: 'run' | 'debug' = 'run'): Promise<RecordedRun> {
    const run = await this.start(items, how);
    return waitFor('the end of the test run', () => (run.hasEnded ? run : undefined));
  }

  /** Runs items as a click on them does, and waits until the run has begun. */
  async start(items: readonly vscode.TestItem[], how: 'run' | 'debug' = 'run'): Promise<RecordedRun> {
    const before = this.runs.length;
    const ids = items.map(idOf);
    await waitFor('the Test Explorer to know the items', () => isKnown(ids, items));
    // It resolves when the run has ended.
    void vscode.commands.executeCommand('vscode.runTestsById', how === 'run' ? 2 : 4, ...ids);
    return waitFor('a test run', () => this.runs[before]);
  }

  /** Runs items as the profile of this name does, until the token is cancelled or the run has ended. */
  async runWith(
    profileName: string,
    items: readonly vscode.TestItem[],
    token = new vscode.CancellationTokenSource().token,
  ): Promise<RecordedRun> {
    const profile = this.profiler.api.completionProfiles.get(profileName);
    if (!profile) throw new Error(`There is no profile ${profileName}`);
    const before = this.runs.length;
    await profile.runHandler(new vscode.TestRunRequest(items, undefined, profile), token);
    return waitFor('the end of the test run', () =>
      this.runs[before]?.hasEnded ? this.runs[before] : undefined,
    );
  }

  async removeAll(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of this.files) rmSync(file, { force: true });
    this.files.clear();
    await waitFor('the items to be gone', () => this.items.size === 0);
  }
}

/** It is told of items some time after they are there. */
async function isKnown(ids: readonly string[], items: readonly vscode.TestItem[]): Promise<boolean> {
  const inFiles = await Promise.all(
    items.map(({ uri }) => vscode.commands.executeCommand<string[][]>('vscode.testing.getTestsInFile', uri)),
  );
  const known = inFiles.flat().map((path) => path.join('\0'));
  return ids.every((id) => known.includes(id));
}

/** How the editor names an item: with all it is in, its controller first. */
function idOf(item: vscode.TestItem): string {
  const parents = item.parent ? idOf(item.parent) : 'latencyLens.completions';
  return `${parents}\0${item.id}`;
}
