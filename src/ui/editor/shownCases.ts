import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { CaseSummary } from '../../completion/results/completionSummary';
import type { SourceFrame } from '../../model/attribution';
import type { CompletionCase } from '../../model/completion';
import type { RunStore } from '../../store/runStore';
import { findCaseFrame, findSuiteRuns, type SuiteRun, suiteRunOf } from '../suiteRuns';
import { normalisePath, pathsOf } from './documentPaths';
import type { LocatedLine } from './lineTracker';
import { LineTrackers } from './lineTrackers';

/** A case of a completion suite in a document, at the line where it is by now, counted from 0. */
export interface ShownCase extends SuiteRun {
  readonly of: CompletionCase;
  /** Per model, at the lowest concurrency. */
  readonly groups: readonly CaseSummary[];
  /** In the suite's file, or at the cursor in the file where it completes. */
  readonly place: 'case' | 'cursor';
  readonly line: number;
  /** The line's text is another than the one that ran. */
  readonly changed: boolean;
  /** The suite was run again since, without this case. */
  readonly isOlder: boolean;
}

/** Says which cases of completion suites a document shows, each by the newest run that has results of it. */
export class ShownCases implements Disposable {
  private readonly trackers = new LineTrackers();

  constructor(private readonly store: RunStore) {}

  /** In the order of their lines. */
  of(document: vscode.TextDocument): readonly ShownCase[] {
    if (document.uri.scheme !== 'file') return [];
    const shown = new Map<string, ShownCase>();
    const suites = new Set<string>();
    for (const run of findSuiteRuns(this.store)) {
      const file = run.completion?.suite.file ?? '';
      for (const found of this.find(run, document)) {
        const key = JSON.stringify([file, found.of.id, found.place]);
        if (!shown.has(key)) shown.set(key, { ...found, isOlder: suites.has(file) });
      }
      suites.add(file);
    }
    return [...shown.values()].sort((a, b) => a.line - b.line);
  }

  dispose(): void {
    this.trackers.dispose();
  }

  private find(run: SuiteRun['run'], document: vscode.TextDocument): Omit<ShownCase, 'isOlder'>[] {
    const paths = pathsOf(document);
    const places = (run.completion?.cases ?? []).flatMap((of) =>
      placesIn(paths, of, run.completion?.suite.file ?? ''),
    );
    const suite = places.length > 0 ? suiteRunOf(run) : undefined;
    if (!suite) return [];
    return places.flatMap(({ of, place }) => {
      const groups = findGroups(suite, of);
      return groups.length > 0
        ? [{ ...suite, of, groups, place, ...this.locate(document, suite, of, place) }]
        : [];
    });
  }

  private locate(
    document: vscode.TextDocument,
    suite: SuiteRun,
    of: CompletionCase,
    place: ShownCase['place'],
  ): LocatedLine {
    const frame: Pick<SourceFrame, 'line' | 'lineHash'> =
      (place === 'case' ? undefined : of.cursor) ?? findCaseFrame(suite, of);
    const anchor = { line: frame.line - 1, hash: frame.lineHash };
    return this.trackers
      .of(document, 'cases')
      .locate(JSON.stringify([suite.run.id, of.id, place]), anchor, document);
  }
}

function placesIn(paths: ReadonlySet<string>, of: CompletionCase, suiteFile: string) {
  const isHere = (file: string | undefined) => file !== undefined && paths.has(normalisePath(file));
  return [
    ...(isHere(suiteFile) ? [{ of, place: 'case' as const }] : []),
    ...(isHere(of.cursor?.file) ? [{ of, place: 'cursor' as const }] : []),
  ];
}

/** A case's groups at the lowest concurrency that has any: what a single person sees. */
function findGroups({ summary }: SuiteRun, { id }: CompletionCase): readonly CaseSummary[] {
  const own = summary.cases.filter(({ of }) => of.id === id);
  const lowest = Math.min(...own.map(({ concurrency }) => concurrency));
  return own.filter(({ concurrency }) => concurrency === lowest);
}
