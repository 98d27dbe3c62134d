import type { TimelineCall } from '../src/protocol/timelineMessages';
import { describeCall, siteOf } from './describe';
import { build } from './dom';
import { ROW_HEIGHT, type RowWindow } from './rowWindow';
import { isDimmed } from './state';

/** What the list shows besides the calls themselves. */
export interface RowListScene {
  readonly calls: readonly TimelineCall[];
  readonly rows: RowWindow;
  readonly selected?: string;
  readonly marked: readonly string[];
}

interface Row {
  readonly call: TimelineCall;
  readonly node: HTMLElement;
}

/** The calls as a list box; only rows in view have elements, the rest is height. */
export class RowList {
  private readonly rows = new Map<string, Row>();

  /** @param list element with the role `listbox`, as high as all rows */
  constructor(private readonly list: HTMLElement) {}

  draw({ calls, rows, selected, marked }: RowListScene): void {
    this.list.style.height = `${calls.length * ROW_HEIGHT}px`;
    const shown = calls.slice(rows.first, rows.end);
    this.removeOthers(new Set(shown.map((call) => call.id)));
    for (const [offset, call] of shown.entries()) {
      const node = this.rowFor(call);
      node.style.transform = `translateY(${(rows.first + offset) * ROW_HEIGHT}px)`;
      node.ariaPosInSet = String(rows.first + offset + 1);
      node.ariaSetSize = String(calls.length);
      node.ariaSelected = String(call.id === selected);
      node.classList.toggle('dimmed', isDimmed(call, marked));
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

  /** The element of a call, made or filled anew when the call has changed. */
  private rowFor(call: TimelineCall): HTMLElement {
    const known = this.rows.get(call.id);
    if (known?.call === call) return known.node;
    const node =
      known?.node ??
      this.list.appendChild(
        build('div', { className: 'row', role: 'option', id: `call-${call.id}`, data: { callId: call.id } }),
      );
    node.replaceChildren(...cellsOf(call));
    node.dataset.tone = call.tone;
    node.ariaLabel = describeCall(call);
    this.rows.set(call.id, { call, node });
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
