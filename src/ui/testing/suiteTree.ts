import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { ReadSuite, Suite, SuiteCase } from '../../completion/suite/suite';
import { type SuiteFileChange, type SuiteFiles, suiteFileTitle } from './suiteFiles';

/** Of the items whose suite has a sweep. */
export const sweepTag = new vscode.TestTag('sweep');

/** What an item of the tree stands for: a suite, one of its cases, or a case with one of several targets. */
export interface ItemPlace {
  readonly uri: vscode.Uri;
  readonly caseId?: string;
  readonly targetId?: string;
}

/** Keeps the items of the Test Explorer as the suites' files are: suite, its cases, and their targets where there are several. */
export class SuiteTree implements Disposable {
  private readonly places = new WeakMap<vscode.TestItem, ItemPlace>();
  private readonly subscription: Disposable;

  constructor(
    private readonly controller: vscode.TestController,
    files: SuiteFiles,
  ) {
    this.subscription = files.onDidChange((change) => this.apply(change));
  }

  placeOf(item: vscode.TestItem): ItemPlace | undefined {
    return this.places.get(item);
  }

  /** The item that shows results of a case with a target; undefined when the file has changed meanwhile. */
  find({ uri, caseId = '', targetId = '' }: ItemPlace): vscode.TestItem | undefined {
    const suite = this.controller.items.get(uri.toString());
    const item = suite?.children.get(caseId);
    return item?.children.size ? item.children.get(targetId) : item;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private apply({ uri, file }: SuiteFileChange): void {
    if (file) this.update(uri, file.read);
    else this.controller.items.delete(uri.toString());
  }

  private update(uri: vscode.Uri, read: ReadSuite): void {
    const { items } = this.controller;
    const item = items.get(uri.toString()) ?? this.make(uri.toString(), suiteFileTitle(uri), { uri });
    items.add(item);
    item.error = describeErrors(read);
    // While a file is broken its cases stay as they were, with their results.
    if (read.suite) this.fill(item, read.suite, uri);
  }

  private fill(item: vscode.TestItem, suite: Suite, uri: vscode.Uri): void {
    item.label = suite.name;
    item.description = suite.name === suiteFileTitle(uri) ? undefined : vscode.workspace.asRelativePath(uri);
    item.range = new vscode.Range(0, 0, 0, 0);
    item.tags = suite.sweep ? [sweepTag] : [];
    item.children.replace(suite.cases.map((one, index) => this.caseItem(item, suite, one, index)));
  }

  private caseItem(parent: vscode.TestItem, suite: Suite, one: SuiteCase, index: number): vscode.TestItem {
    const uri = parent.uri as vscode.Uri;
    const place = { uri, caseId: one.id };
    const item = parent.children.get(one.id) ?? this.make(one.id, one.name, place);
    const at = new vscode.Position(one.line - 1, one.column - 1);
    const setUp = (test: vscode.TestItem, label: string, order: number) => {
      test.label = label;
      test.range = new vscode.Range(at, at);
      test.sortText = `${order}`.padStart(5, '0');
      return test;
    };
    const targets = suite.targets.length > 1 ? suite.targets : [];
    item.children.replace(
      targets.map(({ id, label }, order) =>
        setUp(item.children.get(id) ?? this.make(id, label, { ...place, targetId: id }), label, order),
      ),
    );
    return setUp(item, one.name, index);
  }

  private make(id: string, label: string, place: ItemPlace): vscode.TestItem {
    const item = this.controller.createTestItem(id, label, place.uri);
    this.places.set(item, place);
    return item;
  }
}

function describeErrors({ problems }: ReadSuite): string | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  return errors.map(({ line, message }) => `Line ${line}: ${message}`).join('\n');
}
