import { memoiseByIdentity } from '../src/base/memoise';
import type { TimelineRow, TimelineWorkKind } from '../src/protocol/timelineMessages';
import type { Item, RowItem, ThreadItem } from './arrangeItems';
import { describeRow, describeThread } from './describe';
import { build } from './dom';
import type { Ghost } from './ghostMarks';
import { cellsOfRow, cellsOfThread } from './rowCells';
import { ROW_HEIGHT, type RowWindow } from './rowWindow';

/** What the list shows. */
export interface RowListScene {
  readonly items: readonly Item[];
  readonly window: RowWindow;
  readonly workKinds: readonly TimelineWorkKind[];
  readonly selected?: string;
  /** Whether a row steps back. */
  readonly isDimmed: (rowId: string) => boolean;
  readonly ghosts: ReadonlyMap<string, Ghost>;
}

/** How many lines of their own there are up to each line. */
const positionsOf = memoiseByIdentity((items: readonly Item[]): readonly number[] => {
  let count = 0;
  return items.map(({ kind }) => (kind === 'room' ? count : ++count));
});

type Listed = RowItem | ThreadItem;

interface Line {
  /** What the element was filled with; another one of it must be filled in anew. */
  readonly content: TimelineRow | ThreadItem;
  readonly node: HTMLElement;
}

/** Calls and other work as a tree; only lines in view have elements, the rest is height. */
export class RowList {
  private readonly lines = new Map<string, Line>();

  /** @param list element with the role `tree`, as high as all lines */
  constructor(private readonly list: HTMLElement) {}

  draw({ items, window: { first, end }, workKinds, selected, isDimmed, ghosts }: RowListScene): void {
    this.list.style.height = `${items.length * ROW_HEIGHT}px`;
    const labels = new Map(workKinds.map(({ name, label }) => [name as string, label]));
    const shown = items
      .slice(first, end)
      .map((item, offset) => ({ item, line: first + offset }))
      .filter((one): one is { item: Listed; line: number } => one.item.kind !== 'room');
    this.removeOthers(new Set(shown.map(({ item }) => item.id)));
    const positions = positionsOf(items);
    for (const { item, line } of shown) {
      const node = this.nodeFor(item, labels);
      node.style.transform = `translateY(${line * ROW_HEIGHT}px)`;
      node.style.setProperty('--depth', String(item.depth));
      node.ariaPosInSet = String(positions[line]);
      node.ariaSetSize = String(positions.at(-1));
      node.ariaLevel = String(item.depth + 1);
      node.ariaSelected = String(item.id === selected);
      node.classList.toggle('dimmed', item.kind === 'row' && isDimmed(item.id));
      node.classList.toggle('gone', ghosts.get(item.id) === 'gone');
    }
    const active = selected && this.lines.get(selected)?.node.id;
    if (active) this.list.setAttribute('aria-activedescendant', active);
    else this.list.removeAttribute('aria-activedescendant');
  }

  private removeOthers(shown: ReadonlySet<string>): void {
    for (const [id, { node }] of this.lines) {
      if (shown.has(id)) continue;
      node.remove();
      this.lines.delete(id);
    }
  }

  /** The element of a line, made or filled anew when what it shows has changed. */
  private nodeFor(item: Listed, workLabels: ReadonlyMap<string, string>): HTMLElement {
    const content = item.kind === 'row' ? item.row : item;
    const known = this.lines.get(item.id);
    if (known?.content === content) return known.node;
    const node = known?.node ?? this.list.appendChild(buildLine(item.id));
    if (item.kind === 'row') fillRow(node, item.row, workLabels);
    else fillThread(node, item);
    this.lines.set(item.id, { content, node });
    return node;
  }
}

function buildLine(id: string): HTMLElement {
  return build('div', { className: 'row', role: 'treeitem', id: `row-${id}`, data: { rowId: id } });
}

function fillRow(node: HTMLElement, row: TimelineRow, workLabels: ReadonlyMap<string, string>): void {
  node.replaceChildren(...cellsOfRow(row, workLabels));
  node.classList.toggle('work', 'work' in row);
  node.dataset.tone = row.tone;
  node.ariaLabel = describeRow(row, workLabels);
}

function fillThread(node: HTMLElement, item: ThreadItem): void {
  node.replaceChildren(...cellsOfThread(item));
  node.classList.add('thread');
  node.ariaExpanded = String(!item.isCollapsed);
  node.ariaLabel = describeThread(item.thread);
}
