import { strict as assert } from 'node:assert';
import type * as vscode from 'vscode';
import { selectSuites } from '../../../../src/ui/testing/selection';

/** Items of the Test Explorer, as much of them as a selection looks at. */
class Items {
  private readonly byId = new Map<string, vscode.TestItem>();
  readonly root: Map<string, vscode.TestItem>;

  /** @param tree ids with those below them */
  constructor(tree: Tree) {
    this.root = this.grow(tree, undefined);
  }

  get(id: string): vscode.TestItem {
    return this.byId.get(id) as vscode.TestItem;
  }

  select(include?: readonly string[], exclude?: readonly string[]) {
    const toItems = (ids: readonly string[]) => ids.map((id) => this.get(id));
    const request = { include: include && toItems(include), exclude: exclude && toItems(exclude) };
    const collection = this.root as unknown as vscode.TestItemCollection;
    return selectSuites(collection, request, () => ({ uri: {} as vscode.Uri })).map(
      ({ item, leaves, isWhole }) => ({ suite: item.id, leaves: leaves.map(({ id }) => id), isWhole }),
    );
  }

  private grow(tree: Tree, parent: vscode.TestItem | undefined): Map<string, vscode.TestItem> {
    return new Map(
      Object.entries(tree).map(([id, below]) => {
        const item = { id, parent } as vscode.TestItem;
        Object.assign(item, { children: this.grow(below, item) });
        this.byId.set(id, item);
        return [id, item];
      }),
    );
  }
}

interface Tree {
  readonly [id: string]: Tree;
}

describe('the selection of suites', () => {
  const items = new Items({ one: { a: {}, b: { b1: {}, b2: {} } }, two: { c: {} }, broken: {} });

  it('is everything where nothing is named', () => {
    assert.deepEqual(items.select(), [
      { suite: 'one', leaves: ['a', 'b1', 'b2'], isWhole: true },
      { suite: 'two', leaves: ['c'], isWhole: true },
      { suite: 'broken', leaves: ['broken'], isWhole: true },
    ]);
  });

  it('is a suite, a case, or a case with one of its targets', () => {
    assert.deepEqual(items.select(['two']), [{ suite: 'two', leaves: ['c'], isWhole: true }]);
    assert.deepEqual(items.select(['b']), [{ suite: 'one', leaves: ['b1', 'b2'], isWhole: false }]);
    assert.deepEqual(items.select(['b2', 'c']), [
      { suite: 'one', leaves: ['b2'], isWhole: false },
      { suite: 'two', leaves: ['c'], isWhole: true },
    ]);
  });

  it('leaves out what is excluded, with what is in it', () => {
    assert.deepEqual(items.select(['one'], ['b']), [{ suite: 'one', leaves: ['a'], isWhole: false }]);
    assert.deepEqual(
      items.select(undefined, ['one', 'broken']).map(({ suite }) => suite),
      ['two'],
    );
  });

  it('names a case once that is asked for with its suite as well', () => {
    assert.deepEqual(items.select(['one', 'a']), [
      { suite: 'one', leaves: ['a', 'b1', 'b2'], isWhole: true },
    ]);
  });
});
