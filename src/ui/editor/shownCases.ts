import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { CaseSummary } from '../../completion/results/completionSummary';
import { findCases } from '../../completion/suite/findCases';
import type { SourceFrame } from '../../model/attribution';
import type { CompletionCase } from '../../model/completion';
import type { RunStore } from '../../store/runStore';
import { findCaseFrame, findSuiteRuns, type SuiteRun, suiteRunOf } from '../suiteRuns';
import { CaseFiles } from './caseFiles';
import { normalisePath, pathsOf } from './documentPaths';
import { LineTrackers } from './lineTrackers';
import { memoiseByVersion } from './memoiseByVersion';

/** What of a case can change: what its suite says of it, the line where it stands or completes, the file around that. */
export type ChangedPart = 'case' | 'line' | 'file';

/** A case of a completion suite in a document, at the line where it is by now, counted from 0. */
export interface ShownCase extends SuiteRun {
  readonly of: CompletionCase;
  /** Per model, at the lowest concurrency. */
  readonly groups: readonly CaseSummary[];
  /** In the suite's file, or at the cursor in the file where it completes. */
  readonly place: 'case' | 'cursor';
  readonly line: number;
  /** What is another than when it ran; absent where nothing is. */
  readonly changed?: ChangedPart;
  /** The suite was run again since, without this case. */
  readonly isOlder: boolean;
}

/** Says which cases of completion suites a document shows, each by the newest run that has results of it. */
export class ShownCases implements Disposable {
  private readonly trackers = new LineTrackers();
  private readonly files = new CaseFiles();

  /** A file in which a shown case completes has changed. */
  readonly onDidChange = this.files.onDidChange;

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
    this.files.dispose();
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
  ): Pick<ShownCase, 'line' | 'changed'> {
    const { line, changed } = this.locatePart(document, suite, of, place);
    const part = changed ?? (this.isFileChanged(of) ? 'file' : undefined);
    return { line, ...(part && { changed: part }) };
  }

  private locatePart(
    document: vscode.TextDocument,
    suite: SuiteRun,
    of: CompletionCase,
    place: ShownCase['place'],
  ): Pick<ShownCase, 'line' | 'changed'> {
    const found = place === 'case' && of.hash !== undefined ? casesIn(document).get(of.name) : undefined;
    if (found) return { line: found.line - 1, ...(found.hash !== of.hash && { changed: 'case' }) };
    const frame: Pick<SourceFrame, 'line' | 'lineHash'> =
      (place === 'case' ? undefined : of.cursor) ?? findCaseFrame(suite, of);
    const anchor = { line: frame.line - 1, hash: frame.lineHash };
    const { line, changed } = this.trackers
      .of(document, 'cases')
      .locate(JSON.stringify([suite.run.id, of.id, place]), anchor, document);
    return { line, ...(changed && { changed: 'line' }) };
  }

  private isFileChanged({ cursor }: CompletionCase): boolean {
    if (cursor?.fileHash === undefined) return false;
    const now = this.files.hashOf(normalisePath(cursor.file));
    return now !== undefined && now !== cursor.fileHash;
  }
}

const casesIn = memoiseByVersion((document) => findCases(document.getText()));

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
