/** A wish to see something else. `fit` shows the listed calls, then the whole run; `frame` the selected call. */
export type CameraCommand =
  | { readonly do: 'fit' | 'frame' }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'pan'; readonly share: number };

/** A wish to have something else selected, or more or less of the run shown. */
export type StateCommand =
  /** Moves the selection by rows, as far as there are any. */
  | { readonly do: 'select'; readonly by: number }
  /** Selects the first call of an iteration before or after the selected one. */
  | { readonly do: 'iterate'; readonly by: number }
  /** Lists the rows of the selected loop, or of all loops, or no longer; shows the critical path, or no longer. */
  | { readonly do: 'toggle' | 'toggleAll' | 'path' }
  | { readonly do: 'close' };

/** What a key asks for. */
export type KeyCommand = CameraCommand | StateCommand | { readonly do: 'openSource' };

const commands: Readonly<Record<string, KeyCommand>> = {
  ArrowUp: { do: 'select', by: -1 },
  ArrowDown: { do: 'select', by: 1 },
  PageUp: { do: 'select', by: -10 },
  PageDown: { do: 'select', by: 10 },
  Home: { do: 'select', by: Number.NEGATIVE_INFINITY },
  End: { do: 'select', by: Number.POSITIVE_INFINITY },
  ArrowLeft: { do: 'pan', share: -0.15 },
  ArrowRight: { do: 'pan', share: 0.15 },
  '+': { do: 'zoom', factor: 1 / 1.5 },
  '=': { do: 'zoom', factor: 1 / 1.5 },
  '-': { do: 'zoom', factor: 1.5 },
  '0': { do: 'fit' },
  f: { do: 'frame' },
  '[': { do: 'iterate', by: -1 },
  ']': { do: 'iterate', by: 1 },
  ' ': { do: 'toggle' },
  c: { do: 'toggleAll' },
  p: { do: 'path' },
  Enter: { do: 'openSource' },
  Escape: { do: 'close' },
};

/** The command of a key press over the list of calls, if it has one. Chords belong to the editor. */
export function commandOfKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): KeyCommand | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return Object.hasOwn(commands, event.key) ? commands[event.key] : undefined;
}
