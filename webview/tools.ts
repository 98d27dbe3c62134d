import { build } from './dom';
import type { KeyCommand } from './keyboard';

const tools: readonly { readonly text: string; readonly title: string; readonly command: KeyCommand }[] = [
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
export function buildTools(press: (command: KeyCommand) => void): HTMLElement[] {
  return tools.map(({ text, title, command }) => {
    const button = build('button', { textContent: text, title, ariaLabel: title });
    button.onclick = () => press(command);
    return button;
  });
}
