import type * as vscode from 'vscode';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import type { Finding } from '../../analysis/findings/finding';
import { timeOnPath } from '../../analysis/graph/timeOnPath';
import { memoiseByIdentity } from '../../base/memoise';
import type { CallSite } from '../../model/attribution';
import { isSuiteRun, type Run } from '../../model/run';
import { analysisOf, callSitesOf } from '../../store/runSelectors';
import type { RunStore } from '../../store/runStore';
import { readBudgets } from '../budgets';
import { placedRun } from '../placedRun';
import { findingsAt, readFindings } from '../runFindings';
import { normalisePath, pathsOf } from './documentPaths';
import type { SiteLines } from './siteLines';

/** A call site of a document, at the line where it is by now, counted from 0. */
export interface ShownSite {
  readonly run: Run;
  readonly summary: CallSiteSummary & { readonly site: CallSite };
  readonly line: number;
  /** The line's text is another than the one that ran. */
  readonly changed: boolean;
  /** Share of the run's critical path that leads through its calls, 0 to 1. */
  readonly pathShare: number;
  /** What would make it faster, what helps most first. */
  readonly findings: readonly Finding[];
}

/**
 * Says which call sites a document shows: those of the newest run that has calls in it. Lines of a completion suite are
 * not among them, as its cases have lenses of their own.
 */
export class ShownSites {
  constructor(
    private readonly store: RunStore,
    private readonly lines: SiteLines,
  ) {}

  /** In the order of their lines and columns. */
  of(document: vscode.TextDocument): readonly ShownSite[] {
    const run = this.runOf(document);
    if (!run) return [];
    const paths = pathsOf(document);
    const summaries = callSitesOf(run, readBudgets(run))
      .filter(hasSite)
      .filter(({ site }) => paths.has(normalisePath(site.file)));
    const findings = readFindings(run, this.store);
    const shown = summaries.map((summary) => ({
      run,
      summary,
      ...this.lines.locate(document, run.id, summary.site),
      pathShare: pathShareOf(run, summary),
      findings: findingsAt(findings, summary.site),
    }));
    return shown.sort((a, b) => a.line - b.line || a.summary.site.column - b.summary.site.column);
  }

  /** The run whose figures a document shows. */
  runOf(document: vscode.TextDocument): Run | undefined {
    if (document.uri.scheme !== 'file') return undefined;
    const paths = [...pathsOf(document)];
    for (const recorded of this.store.runs) {
      if (isSuiteRun(recorded)) continue;
      if (!paths.some((path) => filesPassed(recorded).has(path))) continue;
      const run = placedRun(recorded);
      if (paths.some((path) => filesOf(run).has(path))) return run;
    }
    return undefined;
  }
}

function pathShareOf(run: Run, { calls }: CallSiteSummary): number {
  const { path } = analysisOf(run);
  const ids = calls.map(({ id }) => id);
  return path.start === path.end ? 0 : timeOnPath(path, ids) / (path.end - path.start);
}

function hasSite(summary: CallSiteSummary): summary is ShownSite['summary'] {
  return summary.site !== undefined;
}

/** Files in which a run's calls are shown. */
const filesOf: (run: Run) => ReadonlySet<string> = memoiseByIdentity(
  (run) =>
    new Set(
      run.calls.flatMap(({ attribution }) =>
        attribution.site ? [normalisePath(attribution.site.file)] : [],
      ),
    ),
);

/** Files that led to calls: where they are shown is among them, whatever the user chooses. */
const filesPassed: (run: Run) => ReadonlySet<string> = memoiseByIdentity(
  (run) =>
    new Set(
      run.calls.flatMap(({ attribution: { site, chain } }) =>
        [...chain, ...(site ? [site] : [])].map(({ file }) => normalisePath(file)),
      ),
    ),
);
