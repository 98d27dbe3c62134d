import type { StateCommand } from './keyboard';
import { selectedThread, selectRow, type TimelineState, toggleAllGroups, toggleGroup } from './state';
import { stepAlong, stepIteration } from './stepping';

/** What is shown after a command that selects something, or shows more or less of the run. */
export function applyCommand(state: TimelineState, command: StateCommand): TimelineState {
  switch (command.do) {
    case 'close':
      return selectRow(state, undefined);
    case 'select':
      return selectRow(state, stepAlong(state, command.by));
    case 'iterate':
      return selectRow(state, stepIteration(state, command.by));
    case 'toggle': {
      const thread = selectedThread(state);
      return thread ? toggleGroup(state, thread.id) : state;
    }
    case 'toggleAll':
      return toggleAllGroups(state);
    case 'path':
      return { ...state, showsPath: !state.showsPath };
  }
}
