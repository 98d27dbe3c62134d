import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { chooseConcurrency } from './chooseConcurrency';
import { CompletionKeys, type KeyStorage } from './completionKeys';
import { inlineMode } from './inlineMode';
import { registerKeyCommands } from './keyCommands';
import { languageModelMode } from './languageModelMode';
import { registerNewSuite } from './newSuiteCommand';
import { readChecked } from './readChecked';
import type { EditorMode, RunMode } from './runMode';
import { SuiteRuns, type SuiteRunsOptions } from './runSuites';
import { selectSuites } from './selection';
import { registerSuiteDiagnostics } from './suiteDiagnostics';
import { SuiteFiles } from './suiteFiles';
import { SuiteTree, sweepTag } from './suiteTree';

export interface CompletionTestsOptions extends Omit<SuiteRunsOptions, 'files' | 'tree' | 'keys'> {
  readonly storage: KeyStorage & Pick<vscode.ExtensionContext, 'workspaceState'>;
}

/** Finds out how to run, where the person has to be asked; undefined when the person wants none of it. */
type ChooseMode = () => RunMode | EditorMode | undefined | Promise<RunMode | EditorMode | undefined>;

/** Completion suites in the Test Explorer, and the commands that belong to them. */
export class CompletionTests implements Disposable {
  readonly controller = vscode.tests.createTestController('latencyLens.completions', 'Latency Lens');
  /** By their labels. */
  readonly profiles = new Map<string, vscode.TestRunProfile>();
  private readonly owned = new DisposableStore();
  private readonly files: SuiteFiles;
  private readonly tree: SuiteTree;
  private readonly runs: SuiteRuns;

  constructor({ storage, ...options }: CompletionTestsOptions) {
    this.owned.add(this.controller);
    const keys = new CompletionKeys(storage);
    this.files = this.owned.add(new SuiteFiles(readChecked));
    this.tree = this.owned.add(new SuiteTree(this.controller, this.files));
    this.owned.add(registerSuiteDiagnostics(this.files));
    this.owned.add(registerKeyCommands(keys, this.files));
    this.owned.add(registerNewSuite());
    this.runs = new SuiteRuns({ ...options, keys, files: this.files, tree: this.tree });
    this.addProfiles(storage.workspaceState);
    this.controller.resolveHandler = (item) => (item ? undefined : this.files.findAll());
    this.controller.refreshHandler = () => this.files.readAgain();
    void this.files.readOpen();
  }

  /** Breaks off what is under way and waits until it is recorded. */
  endAll(): Promise<void> {
    return this.runs.endAll();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private addProfiles(memory: vscode.Memento): void {
    const { Run, Debug } = vscode.TestRunProfileKind;
    this.addProfile('Run', Run, () => ({ kind: 'run' }), { isDefault: true });
    this.addProfile('Run Until Sure', Run, () => ({ kind: 'untilSure' }));
    this.addProfile('Run at Concurrency…', Run, async () => {
      const concurrency = await chooseConcurrency(memory);
      return concurrency === undefined ? undefined : { kind: 'concurrency', concurrency };
    });
    this.addProfile('Sweep', Run, () => ({ kind: 'sweep' }), { tag: sweepTag });
    this.addProfile('Editor’s Inline Completions', Run, () => inlineMode);
    this.addProfile('Editor’s Language Model…', Run, () => languageModelMode(memory));
    this.addProfile('Debug', Debug, () => ({ kind: 'debug' }), { isDefault: true });
  }

  private addProfile(
    label: string,
    kind: vscode.TestRunProfileKind,
    choose: ChooseMode,
    { isDefault = false, tag }: { readonly isDefault?: boolean; readonly tag?: vscode.TestTag } = {},
  ): void {
    const handle = (request: vscode.TestRunRequest) => this.handle(request, choose);
    const profile = this.controller.createRunProfile(label, kind, handle, isDefault, tag);
    this.profiles.set(label, this.owned.add(profile));
  }

  private async handle(request: vscode.TestRunRequest, choose: ChooseMode): Promise<void> {
    const mode = await choose();
    if (!mode) return;
    await this.files.catchUp();
    const testRun = this.controller.createTestRun(request);
    try {
      const selections = selectSuites(this.controller.items, request, (item) => this.tree.placeOf(item));
      for (const item of selections.flatMap(({ leaves }) => leaves)) testRun.enqueued(item);
      await this.runs.run(testRun, selections, mode);
    } finally {
      testRun.end();
    }
  }
}
