import { strict as assert } from 'node:assert';
import { applyCommand } from '../../../webview/applyCommand';
import { arrangeItems } from '../../../webview/arrangeItems';
import type { StateCommand } from '../../../webview/keyboard';
import { emptyState, type TimelineState } from '../../../webview/state';
import { drawTimelineAnalysis, drawTimelineThread } from './drawTimelineAnalysis';
import { drawTimelineCall } from './drawTimelineCall';

const rows = [1, 2, 3].map((n) => drawTimelineCall(n, `wait ${n * 100} ${n * 100 + 50}`));
const thread = drawTimelineThread('c2', '200-300 c2, 300-350 c3');
const state: TimelineState = {
  ...emptyState,
  rows,
  items: arrangeItems(rows, [thread], new Set()),
  analysis: drawTimelineAnalysis({ threads: [thread] }),
};

describe('a command of the timeline', () => {
  it('selects along the list, along the iterations, and nothing again', () => {
    assert.equal(press({ do: 'select', by: 1 }).selected, 'c1');
    assert.equal(press({ do: 'iterate', by: 1 }).selected, 'c2');
    assert.equal(applyCommand(press({ do: 'select', by: 1 }), { do: 'close' }).selected, undefined);
  });

  it('lists the rows of the selected loop no longer, and again', () => {
    const selected = press({ do: 'iterate', by: 1 });
    const closed = applyCommand({ ...selected, selected: 'thread c2' }, { do: 'toggle' });
    assert.deepEqual(idsOf(closed), ['c1', 'thread c2']);
    assert.deepEqual(idsOf(applyCommand(closed, { do: 'toggle' })), idsOf(state));
  });

  it('leaves everything as it is where no loop is selected', () => {
    assert.equal(press({ do: 'toggle' }), state);
  });

  it('shows the critical path, and no longer', () => {
    const shown = press({ do: 'path' });
    assert.deepEqual([shown.showsPath, applyCommand(shown, { do: 'path' }).showsPath], [true, false]);
  });
});

function press(command: StateCommand): TimelineState {
  return applyCommand(state, command);
}

function idsOf({ items }: TimelineState): string[] {
  return items.flatMap((item) => (item.kind === 'room' ? [] : item.id));
}
