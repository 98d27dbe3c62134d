import { join } from 'node:path';
import type * as vscode from 'vscode';
import { createRunFolder } from './launch/createRunFolder';
import { installProbe } from './launch/installProbe';
import { loadProbeIfAsked } from './launch/loadProbe';
import { recordRun, takeUpRuns } from './pipeline';
import { RunArchive } from './store/runArchive';
import { RunStore } from './store/runStore';
import { registerCommands } from './ui/commands';
import { DebugRuns } from './ui/debug/debugRuns';
import { registerExtensionHostProbe } from './ui/debug/extensionHostProbe';
import { registerPauseTracking } from './ui/debug/pauseTracking';
import { registerProbeInjection } from './ui/debug/probeInjection';
import { registerCallLenses } from './ui/editor/callLenses';
import { registerCaseLenses } from './ui/editor/caseLenses';
import { registerHotLines } from './ui/editor/hotLines';
import { LiveDecorations } from './ui/editor/liveDecorations';
import { ShownCases } from './ui/editor/shownCases';
import { ShownSites } from './ui/editor/shownSites';
import { registerSiteHovers } from './ui/editor/siteHovers';
import { SiteLines } from './ui/editor/siteLines';
import { registerModelTools } from './ui/modelTools/registerModelTools';
import { showProblem } from './ui/showProblem';
import { CompletionTests } from './ui/testing/completionTests';
import { TraceFiles } from './ui/traceFiles';
import { ResultsPanels } from './ui/views/resultsPanels';
import { RunsTree } from './ui/views/runsTree';
import { StatusBar } from './ui/views/statusBar';
import { TimelinePanels } from './ui/views/timelinePanels';
import { registerTraceEditor } from './ui/views/traceEditor';

/** What `activate` gives to those who ask the editor for this extension. */
export interface LatencyLensApi {
  readonly store: RunStore;
  /** Resolves when the runs of earlier sessions are in the store. */
  readonly loaded: Promise<void>;
  /** Completion suites in the Test Explorer. */
  readonly completions: vscode.TestController;
  /** How suites can be run, by what the Test Explorer calls it. */
  readonly completionProfiles: ReadonlyMap<string, vscode.TestRunProfile>;
}

let endRuns: (() => Promise<unknown>) | undefined;

export function activate(context: vscode.ExtensionContext): LatencyLensApi {
  const own = <Item extends vscode.Disposable>(item: Item): Item => {
    context.subscriptions.push(item);
    return item;
  };
  const storage = context.globalStorageUri.fsPath;
  const bundledProbe = context.asAbsolutePath(join('dist', 'probe', 'node.cjs'));
  loadProbeIfAsked(bundledProbe, process.env);
  const runsFolder = join(storage, 'runs');

  const store = own(new RunStore());
  const archive = own(new RunArchive({ store, root: runsFolder }));
  const loaded = loadRuns(archive, store);

  const runs = own(
    new DebugRuns({
      createFolder: () => createRunFolder(runsFolder),
      record: (origin, folder, problems) => recordRun({ store, origin, folder, problems }),
    }),
  );
  const probe = () => installProbe(bundledProbe, storage);
  own(registerProbeInjection({ runs, installProbe: probe }));
  own(registerExtensionHostProbe(probe));
  own(registerPauseTracking(runs));

  const lines = own(new SiteLines());
  const sites = new ShownSites(store, lines);
  own(registerCallLenses(store, sites));
  own(registerSiteHovers(sites));
  own(registerHotLines(store, sites));
  own(new LiveDecorations(store, sites));
  own(registerCaseLenses(store, own(new ShownCases(store))));

  own(registerModelTools(store));

  const timelines = own(new TimelinePanels({ store, lines, extensionUri: context.extensionUri }));
  const completions = own(
    new CompletionTests({
      store,
      storage: context,
      record: async (origin) => recordRun({ store, origin, folder: await createRunFolder(runsFolder) }),
      installProbe: probe,
      runnerPath: context.asAbsolutePath(join('dist', 'completionRunner.cjs')),
      reveal: (runId) => timelines.reveal(runId),
    }),
  );
  endRuns = () => Promise.all([runs.endAll(), completions.endAll()]);
  own(
    new ResultsPanels({
      store,
      lines,
      extensionUri: context.extensionUri,
      openTimeline: (runId, callIds) => timelines.reveal(runId, callIds),
    }),
  );
  own(new RunsTree(store));
  own(new StatusBar(store));
  const traceFiles = new TraceFiles(store);
  own(registerTraceEditor(traceFiles, timelines));
  own(registerCommands({ store, timelines, lines, traceFiles }));

  return { store, loaded, completions: completions.controller, completionProfiles: completions.profiles };
}

/** The editor waits for this for a few seconds before it goes away. */
export async function deactivate(): Promise<void> {
  await endRuns?.();
}

/** Brings back what earlier sessions recorded, without holding up the start. */
async function loadRuns(archive: RunArchive, store: RunStore): Promise<void> {
  try {
    await archive.load();
    await takeUpRuns(archive, store);
  } catch (error) {
    showProblem('Earlier runs could not be loaded.', error);
  }
}
