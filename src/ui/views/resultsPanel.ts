import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CallId, RunId } from '../../base/units';
import type { SourceFrame } from '../../model/attribution';
import type { CompletionCase } from '../../model/completion';
import {
  type HostToResults,
  parseResultsToHost,
  type ResultsToHost,
} from '../../protocol/completionMessages';
import type { RunChange, RunStore } from '../../store/runStore';
import type { SiteLocator } from '../siteLocator';
import {
  findCallsOf,
  findCaseFrame,
  findSuiteRuns,
  type ResultsTarget,
  type SuiteRun,
  suiteRunOf,
} from '../suiteRuns';
import { Throttle } from '../throttle';
import { loadPage } from './loadPage';
import { MessageFlow } from './messageFlow';
import { openFrame } from './openFrame';
import { buildResults } from './resultsModel';
import { saveResultsCsv, saveResultsPicture } from './saveResults';

/** Shortest time between two messages about what has changed, in ms. */
const NEWS_INTERVAL = 250;

export interface ResultsPanelOptions {
  readonly store: RunStore;
  readonly extensionUri: vscode.Uri;
  readonly lines: SiteLocator;
  /** Opens the timeline of a run at some of its calls. */
  openTimeline(runId: RunId, callIds: readonly CallId[]): void;
}

/** The results of one suite: shows one of its runs, and goes on to a newer one when it begins. */
export class ResultsPanel implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly update = this.owned.add(new Throttle(NEWS_INTERVAL, () => this.sendNews()));
  private readonly flow = new MessageFlow<HostToResults>(
    (message) => this.panel.webview.postMessage(message),
    () => {
      if (this.owesNews) this.update.ask();
    },
  );
  private file: string | undefined;
  private owesNews = false;
  private isReady = false;
  private toShow: Omit<Extract<HostToResults, { type: 'show' }>, 'type'> | undefined;

  /**
   * @param runId the run that is shown first
   * @param panel new, or brought back after the window was reloaded
   */
  constructor(
    private runId: RunId,
    private readonly panel: vscode.WebviewPanel,
    private readonly options: ResultsPanelOptions,
  ) {
    this.owned.add(options.store.onDidChange((change) => this.follow(change)));
    this.owned.add(panel.webview.onDidReceiveMessage((message) => this.receive(message)));
    this.owned.add(
      panel.onDidChangeViewState(() => {
        // VS Code throws the page away while the panel is hidden.
        if (!panel.visible) this.isReady = false;
      }),
    );
    loadPage(this.panel, this.options.extensionUri, { title: 'Completion Results', name: 'completion' });
  }

  /** Absolute path of the suite; undefined as long as its run is not there. */
  get suiteFile(): string | undefined {
    return this.file;
  }

  /** Brings the panel to the front, with a run of its suite and what is asked for in it. */
  reveal({ runId = this.runId, caseId, section }: ResultsTarget): void {
    this.runId = runId;
    this.file = this.shown?.completion.suite.file ?? this.file;
    if (caseId !== undefined || section) this.toShow = { caseId, section };
    this.panel.reveal();
    this.update.ask();
  }

  dispose(): void {
    this.owned.dispose();
    this.panel.dispose();
  }

  /** Whoever looks at the newest run wants to see the next one; who chose an older one does not. */
  private follow({ runId, kind }: RunChange): void {
    const [newest, before] = this.file === undefined ? [] : findSuiteRuns(this.options.store, this.file);
    if (kind === 'removed' && runId === this.runId) {
      if (newest) this.runId = newest.id;
      else this.dispose();
    } else if (newest?.id === runId && before?.id === this.runId) this.runId = runId;
    this.update.ask();
  }

  private receive(message: unknown): void {
    const intent = parseResultsToHost(message);
    if (intent?.type === 'ready') {
      this.isReady = true;
      this.flow.restart();
      this.sendNews();
    } else if (intent) this.act(intent);
  }

  private act(intent: Exclude<ResultsToHost, { type: 'ready' }>): void {
    const { shown } = this;
    switch (intent.type) {
      case 'showRun':
        this.runId = intent.runId as RunId;
        this.update.ask();
        break;
      case 'openCase':
        this.open(intent.caseId, (run, of) => findCaseFrame(run, of));
        break;
      case 'openCursor':
        this.open(intent.caseId, (_, { cursor }) => cursor);
        break;
      case 'openTimeline':
        if (shown) this.options.openTimeline(this.runId, findCalls(shown, intent));
        break;
      case 'openStatistics':
        void vscode.commands.executeCommand(
          'markdown.showPreview',
          vscode.Uri.joinPath(this.options.extensionUri, 'docs', 'completion-statistics.md'),
        );
        break;
      case 'exportCsv':
        if (shown) void saveResultsCsv(buildResults(shown, []));
        break;
      case 'exportPng':
        if (shown) void saveResultsPicture(shown.completion.suite.name, intent.data);
        break;
    }
  }

  private get shown(): SuiteRun | undefined {
    const run = this.options.store.get(this.runId);
    return run && suiteRunOf(run);
  }

  /** A run that is not there may still come: after a restart old runs are loaded in the background. */
  private sendNews(): void {
    const { shown } = this;
    if (!shown || !this.isReady) return;
    this.owesNews = this.flow.isBusy;
    if (this.owesNews) return;
    const { suite } = shown.completion;
    this.file = suite.file;
    this.panel.title = `Results: ${suite.name}`;
    this.flow.post({
      type: 'results',
      results: buildResults(shown, findSuiteRuns(this.options.store, suite.file)),
    });
    if (this.toShow) this.flow.post({ type: 'show', ...this.toShow });
    this.toShow = undefined;
  }

  private open(caseId: string, find: (run: SuiteRun, of: CompletionCase) => SourceFrame | undefined): void {
    const { shown } = this;
    const of = shown?.completion.cases.find(({ id }) => id === caseId);
    if (!shown || !of) return;
    const { lines } = this.options;
    void openFrame(find(shown, of), { lines, runId: this.runId, avoid: this.panel.viewColumn });
  }
}

/** Calls of a case and a target; none when neither is named, which is all of them. */
function findCalls(
  suite: SuiteRun,
  what: { readonly caseId?: string; readonly targetId?: string },
): CallId[] {
  if (what.caseId === undefined && what.targetId === undefined) return [];
  return findCallsOf(suite, what).map(({ id }) => id);
}
