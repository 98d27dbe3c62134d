import { build } from './dom';
import type { KeyCommand } from './keyboard';
import type { TimelineState } from './state';

interface Tool {
  readonly text: string;
  readonly title: string;
  readonly command: KeyCommand;
  /** Whether there is anything that it could do; always, if not given. */
  readonly isOfUse?: (state: TimelineState) => boolean;
  /** Whether it is switched on; for tools that can be. */
  readonly isOn?: (state: TimelineState) => boolean;
}

const tools: readonly Tool[] = [
  {
    text: 'Critical path',
    title: 'Let everything step back that the end of the run did not wait for (P)',
    command: { do: 'path' },
    isOfUse: ({ analysis }) => (analysis?.path.length ?? 0) > 0,
    isOn: ({ showsPath }) => showsPath,
  },
  {
    text: 'Collapse loops',
    title: 'List loops without their calls, or with them (C; one of them: Space)',
    command: { do: 'toggleAll' },
    isOfUse: ({ items }) => items.some(({ kind }) => kind === 'thread'),
    isOn: ({ collapsed }) => collapsed.size > 0,
  },
  { text: '−', title: 'Zoom out (-)', command: { do: 'zoom', factor: 1.5 } },
  { text: '+', title: 'Zoom in (+, or Ctrl and wheel)', command: { do: 'zoom', factor: 1 / 1.5 } },
  { text: 'Zoom to call', title: 'Zoom to the selected call (F)', command: { do: 'frame' } },
  {
    text: 'Fit',
    title: 'Show the listed calls; once more: the whole run (0, or double click)',
    command: { do: 'fit' },
  },
];

/** Buttons for what keys do too. */
export class Tools {
  private readonly buttons: readonly { readonly tool: Tool; readonly button: HTMLButtonElement }[];

  /** @param preview told when the pointer comes over a tool that can be switched on, and when it leaves */
  constructor(
    node: HTMLElement,
    press: (command: KeyCommand) => void,
    preview: (command: KeyCommand | undefined) => void,
  ) {
    this.buttons = tools.map((tool) => ({ tool, button: buildTool(tool, press, preview) }));
    node.append(...this.buttons.map(({ button }) => button));
  }

  draw(state: TimelineState): void {
    for (const { tool, button } of this.buttons) {
      button.hidden = tool.isOfUse !== undefined && !tool.isOfUse(state);
      if (tool.isOn) button.ariaPressed = String(tool.isOn(state));
    }
  }
}

function buildTool(
  { text, title, command }: Tool,
  press: (command: KeyCommand) => void,
  preview: (command: KeyCommand | undefined) => void,
): HTMLButtonElement {
  const button = build('button', { textContent: text, title, ariaLabel: title });
  button.onclick = () => press(command);
  button.onpointerenter = () => preview(command);
  button.onpointerleave = () => preview(undefined);
  return button;
}
