import {
  isWork,
  type TimelineCall,
  type TimelineRow,
  type TimelineWork,
  type TimelineWorkKind,
} from '../src/protocol/timelineMessages';
import { describeRow, siteOf } from './describe';
import { build } from './dom';
import { ROW_HEIGHT, type RowWindow } from './rowWindow';
import { isDimmed } from './state';

/** What the list shows. */
export interface RowListScene {
  readonly rows: readonly TimelineRow[];
  readonly window: RowWindow;
  readonly workKinds: readonly TimelineWorkKind[];
  readonly selected?: string;
  readonly marked: readonly string[];
}

interface Row {
  readonly row: TimelineRow;
  readonly node: HTMLElement;
}

/** Calls and other work as a list box; only rows in view have elements, the rest is height. */
export class RowList {
  private readonly rows = new Map<string, Row>();

  /** @param list element with the role `listbox`, as high as all rows */
  constructor(private readonly list: HTMLElement) {}

  draw({ rows, window: { first, end }, workKinds, selected, marked }: RowListScene): void {
    this.list.style.height = `${rows.length * ROW_HEIGHT}px`;
    const shown = rows.slice(first, end);
    const labels = new Map(workKinds.map(({ name, label }) => [name as string, label]));
    this.removeOthers(new Set(shown.map((row) => row.id)));
    for (const [offset, row] of shown.entries()) {
      const node = this.nodeFor(row, labels);
      node.style.transform = `translateY(${(first + offset) * ROW_HEIGHT}px)`;
      node.ariaPosInSet = String(first + offset + 1);
      node.ariaSetSize = String(rows.length);
      node.ariaSelected = String(row.id === selected);
      node.classList.toggle('dimmed', isDimmed(row, marked));
    }
    const active = selected && this.rows.get(selected)?.node.id;
    if (active) this.list.setAttribute('aria-activedescendant', active);
    else this.list.removeAttribute('aria-activedescendant');
  }

  private removeOthers(shown: ReadonlySet<string>): void {
    for (const [id, { node }] of this.rows) {
      if (shown.has(id)) continue;
      node.remove();
      this.rows.delete(id);
    }
  }

  /** The element of a row, made or filled anew when the row has changed. */
  private nodeFor(row: TimelineRow, workLabels: ReadonlyMap<string, string>): HTMLElement {
    const known = this.rows.get(row.id);
    if (known?.row === row) return known.node;
    const node =
      known?.node ??
      this.list.appendChild(
        build('div', { className: 'row', role: 'option', id: `row-${row.id}`, data: { rowId: row.id } }),
      );
    node.replaceChildren(...(isWork(row) ? cellsOfWork(row, workLabels) : cellsOf(row)));
    node.classList.toggle('work', isWork(row));
    node.dataset.tone = row.tone;
    node.ariaLabel = describeRow(row, workLabels);
    this.rows.set(row.id, { row, node });
    return node;
  }
}

function cellsOf(call: TimelineCall): HTMLElement[] {
  const { name, place } = siteOf(call);
  const uncertain = call.certainty ? ' uncertain' : '';
  return [
    build('span', { className: 'ordinal', textContent: String(call.ordinal) }),
    build('span', { className: 'tone' }),
    build('span', { className: `name${uncertain}`, textContent: name }),
    build('span', { className: 'place', textContent: place }),
    build('span', { className: 'model', textContent: call.model }),
  ];
}

function cellsOfWork(row: TimelineWork, labels: ReadonlyMap<string, string>): HTMLElement[] {
  // What a request is called says that it is one; a sleep has no other name.
  const label = row.work === 'http' || row.work === 'timer' ? '' : (labels.get(row.work) ?? '');
  return [
    build('span', { className: 'ordinal' }),
    build('span', { className: 'tone' }),
    build('span', { className: 'name', textContent: row.name }),
    build('span', { className: 'place', textContent: row.frames[row.site]?.place ?? '' }),
    build('span', { className: 'model', textContent: label }),
  ];
}
