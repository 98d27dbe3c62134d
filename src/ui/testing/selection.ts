import type * as vscode from 'vscode';
import type { ItemPlace } from './suiteTree';

/** The part of one suite that is to be run. */
export interface SuiteSelection {
  readonly uri: vscode.Uri;
  /** The suite's item, and those whose results are asked for: cases, or their targets where there are several. */
  readonly item: vscode.TestItem;
  readonly leaves: readonly vscode.TestItem[];
  /** All there are: nothing was left out. */
  readonly isWhole: boolean;
}

/** What a request is about, by suite. Without `include` it is all that there is, and `exclude` takes from it. */
export function selectSuites(
  items: vscode.TestItemCollection,
  { include, exclude = [] }: Pick<vscode.TestRunRequest, 'include' | 'exclude'>,
  placeOf: (item: vscode.TestItem) => ItemPlace | undefined,
): SuiteSelection[] {
  const excluded = new Set(exclude);
  const wanted = new Set((include ?? childrenOf(items)).flatMap((item) => leavesOf(item, excluded)));
  return childrenOf(items).flatMap((item) => {
    const all = leavesOf(item, new Set());
    const leaves = all.filter((leaf) => wanted.has(leaf));
    const uri = placeOf(item)?.uri;
    // A suite that can't be read has no cases; that is told when it is run.
    const isAskedFor = leaves.length > 0 || wanted.has(item);
    return uri && isAskedFor ? [{ uri, item, leaves, isWhole: leaves.length === all.length }] : [];
  });
}

function leavesOf(item: vscode.TestItem, excluded: ReadonlySet<vscode.TestItem>): vscode.TestItem[] {
  if (isExcluded(item, excluded)) return [];
  const children = childrenOf(item.children);
  return children.length > 0 ? children.flatMap((child) => leavesOf(child, excluded)) : [item];
}

/** An item is excluded with what it is in. */
function isExcluded(item: vscode.TestItem, excluded: ReadonlySet<vscode.TestItem>): boolean {
  return excluded.has(item) || (item.parent !== undefined && isExcluded(item.parent, excluded));
}

function childrenOf(items: vscode.TestItemCollection): vscode.TestItem[] {
  return [...items].map(([, item]) => item);
}
