import type * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CallId, Milliseconds, RunId } from '../../base/units';
import type { SourceFrame } from '../../model/attribution';
import { isSuiteRun, type Run } from '../../model/run';
import { type HostToTimeline, parseTimelineToHost, type TimelineWork } from '../../protocol/timelineMessages';
import { nowOf, summaryOf } from '../../store/runSelectors';
import type { RunChange, RunStore } from '../../store/runStore';
import { placedRun } from '../placedRun';
import { onDidChangeSettings } from '../settings';
import type { SiteLocator } from '../siteLocator';
import { Throttle } from '../throttle';
import { loadPage } from './loadPage';
import { MessageFlow } from './messageFlow';
import { openFrame } from './openFrame';
import { TimelineAdvisor } from './timelineAdvisor';
import { buildTimelineHeader } from './timelineHeader';
import { buildTimelineAppend, buildTimelineSnapshot } from './timelineModel';
import { buildTimelineWork } from './timelineWork';
import { writeGoal } from './writeGoal';

/** Shortest time between two messages about what has changed, in ms. The webview lets calls grow by itself. */
const NEWS_INTERVAL = 100;

export interface TimelinePanelOptions {
  readonly store: RunStore;
  readonly extensionUri: vscode.Uri;
  readonly lines: SiteLocator;
}

/** One run's timeline: tells the webview what is, does what the person asks for there. */
export class TimelinePanel implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly changed = new Set<CallId>();
  private readonly update = this.owned.add(new Throttle(NEWS_INTERVAL, () => this.sendNews()));
  /** VS Code throws the page away while the panel is hidden; a new one is hungry for a snapshot. */
  private page: 'absent' | 'hungry' | 'fed' = 'absent';
  private readonly advisor: TimelineAdvisor;
  private readonly advise = this.owned.add(
    new Throttle(
      () => this.advisor.rest,
      () => this.sendAnalysis(),
    ),
  );
  private toSelect: Omit<Extract<HostToTimeline, { type: 'select' }>, 'type'> | undefined;
  private owesNews = false;
  private readonly flow = new MessageFlow<HostToTimeline>(
    (message) => this.panel.webview.postMessage(message),
    () => this.payNews(),
  );
  private sentWork: string | undefined;

  /** @param panel new, or brought back after the window was reloaded */
  constructor(
    private readonly runId: RunId,
    private readonly panel: vscode.WebviewPanel,
    private readonly options: TimelinePanelOptions,
  ) {
    this.advisor = new TimelineAdvisor(options.store);
    this.owned.add(options.store.onDidChange((change) => this.follow(change)));
    this.owned.add(panel.webview.onDidReceiveMessage((message) => this.receive(message)));
    this.owned.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.page = 'absent';
      }),
    );
    this.owned.add(onDidChangeSettings(() => this.renew()));
    loadPage(this.panel, this.options.extensionUri, { title: 'Timeline', name: 'timeline' });
  }

  /** Brings the panel to the front, and selects calls or opens a finding in it. */
  reveal(callIds: readonly CallId[], findingId?: string): void {
    const { run } = this;
    const finding = run && findingId !== undefined ? this.advisor.find(run, findingId) : undefined;
    if (callIds.length > 0 || finding) {
      this.toSelect = { callIds: finding?.activities ?? callIds, ...(finding && { findingId }) };
    }
    this.panel.reveal();
    if (this.page === 'fed') this.sendSelection();
  }

  dispose(): void {
    this.owned.dispose();
    this.panel.dispose();
  }

  private follow({ runId, kind, changedCalls }: RunChange): void {
    if (runId !== this.runId) return;
    if (kind === 'removed') {
      this.dispose();
      return;
    }
    for (const id of changedCalls) this.changed.add(id);
    this.update.ask();
  }

  /** Calls may be shown at other lines now. */
  private renew(): void {
    if (this.page === 'fed') this.page = 'hungry';
    this.update.ask();
  }

  private receive(message: unknown): void {
    const intent = parseTimelineToHost(message);
    switch (intent?.type) {
      case 'ready':
        this.page = 'hungry';
        this.flow.restart();
        this.sendNews();
        break;
      case 'openSource':
        this.open(this.findFrame(intent.rowId, intent.frame));
        break;
      case 'openFinding':
        this.open(this.run && this.advisor.findPlace(this.run, intent.findingId, intent.place));
        break;
      case 'whatIf':
        this.advisor.suppose(intent.findingIds);
        if (this.run) this.flow.post(this.advisor.predict(this.run));
        break;
      case 'goal':
        void writeGoal(intent.goal);
        break;
    }
  }

  private get run(): Run | undefined {
    const run = this.options.store.get(this.runId);
    return run && placedRun(run);
  }

  /** A run that is not there may still come: after a restart old runs are loaded in the background. */
  private sendNews(): void {
    const { run } = this;
    if (!run || this.page === 'absent') return;
    this.owesNews = this.flow.isBusy;
    if (this.owesNews) return;
    const now = nowOf(run);
    const header = buildTimelineHeader(run, summaryOf(run), now);
    if (this.page === 'fed')
      this.flow.post(buildTimelineAppend(run, this.changed, header, this.newWork(run, now)));
    else {
      this.flow.post(buildTimelineSnapshot(run, header));
      this.sentWork = undefined;
    }
    this.page = 'fed';
    this.changed.clear();
    this.panel.title = `Timeline: ${run.origin.title}`;
    this.sendSelection();
    this.advise.ask();
  }

  private sendAnalysis(): void {
    const { run } = this;
    // Requests of a suite wait for nothing: there is no path to their end, and nothing to save.
    if (!run || this.page !== 'fed' || isSuiteRun(run)) return;
    this.flow.post(this.advisor.describe(run));
    if (this.advisor.supposes) this.flow.post(this.advisor.predict(run));
  }

  private sendSelection(): void {
    if (this.toSelect) this.flow.post({ type: 'select', ...this.toSelect });
    this.toSelect = undefined;
  }

  /** What the webview doesn't take because it has just been hidden comes with the next snapshot. */
  private payNews(): void {
    if (this.owesNews) this.update.ask();
  }

  /** Other work, when it is not as it was when it was sent last. */
  private newWork(run: Run, now: Milliseconds): readonly TimelineWork[] | undefined {
    const work = buildTimelineWork(run, now);
    const text = JSON.stringify(work.map((row) => (row.tone === 'live' ? { ...row, end: 0 } : row)));
    const isNew = text !== this.sentWork;
    this.sentWork = text;
    return isNew ? work : undefined;
  }

  private findFrame(rowId: string, index: number): SourceFrame | undefined {
    const { calls = [], work = [] } = this.run ?? {};
    return [...calls, ...work].find(({ id }) => id === rowId)?.attribution?.chain[index];
  }

  private open(frame: SourceFrame | undefined): void {
    const { lines } = this.options;
    void openFrame(frame, { lines, runId: this.runId, avoid: this.panel.viewColumn });
  }
}
