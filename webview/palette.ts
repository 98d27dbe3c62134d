import type { TimelineAccountName } from '../src/protocol/timelineAnalysis';
import type { TimelineTone } from '../src/protocol/timelineMessages';
import { accountNames, accountPatterns } from './accountStyles';
import { type BarName, barNames, barStyles } from './barStyles';
import { type Paint, paintPattern } from './patterns';

/** Colours of the present theme as the canvas takes them. */
export interface Palette {
  /** What bars and the events in them are filled with. */
  readonly bars: Readonly<Record<BarName, Paint>>;
  /** What output events are drawn on, so that the time between them stays pale. */
  readonly pale: Readonly<Partial<Record<BarName, Paint>>>;
  /** Plain colours of bars, for areas too small for a pattern. */
  readonly plain: Readonly<Record<BarName, string>>;
  /** What shares of a ledger are filled with. */
  readonly accounts: Readonly<Record<TimelineAccountName, Paint>>;
  readonly tones: Readonly<Record<TimelineTone, string>>;
  readonly background: string;
  readonly text: string;
  /** What stands out: the longest iteration. */
  readonly accent: string;
  /** What would have been. */
  readonly ghost: string;
  /** The critical path. */
  readonly path: string;
  readonly grid: string;
  /** Time in which the debugger held the program. */
  readonly pause: Paint;
  /** Outline of bars; only in high contrast. */
  readonly outline?: string;
  /** CSS `font` of text on the canvas. */
  readonly font: string;
  readonly boldFont: string;
}

/** Reads the palette from the style sheet, the only home of colours: it derives them from the theme's variables. */
export function readPalette(): Palette {
  const probe = document.body.appendChild(document.createElement('i'));
  const colour = (name: string) => {
    probe.style.color = `var(--ll-${name})`;
    return getComputedStyle(probe).color;
  };
  const highContrast = document.body.matches('.vscode-high-contrast, .vscode-high-contrast-light');
  const background = colour('background');
  const plain = forEachBar((name) => colour(`phase-${name}`));
  const pattern = (name: BarName) => paintPattern(barStyles[name].pattern, plain[name], background);
  const accountPaint = (name: TimelineAccountName): Paint => {
    const plainPaint = colour(`account-${name}`);
    return highContrast ? paintPattern(accountPatterns[name], plainPaint, background) : plainPaint;
  };
  const { fontFamily } = getComputedStyle(document.body);
  const palette: Palette = {
    plain,
    bars: highContrast ? forEachBar(pattern) : plain,
    pale: highContrast
      ? { thinking: paintPattern('dots', colour('pale-thinking'), background), streaming: background }
      : { thinking: colour('pale-thinking'), streaming: colour('pale-streaming') },
    accounts: Object.fromEntries(
      accountNames.map((name) => [name, accountPaint(name)]),
    ) as Palette['accounts'],
    tones: {
      live: colour('live'),
      good: colour('text-dim'),
      warning: colour('warning'),
      error: colour('error'),
    },
    background,
    text: colour('text-dim'),
    accent: colour('accent'),
    ghost: colour('ghost'),
    path: colour('path'),
    grid: colour('grid'),
    pause: paintPattern('rising', colour('pause'), 'transparent'),
    outline: highContrast ? colour('outline') : undefined,
    font: `11px ${fontFamily}`,
    boldFont: `600 11px ${fontFamily}`,
  };
  probe.remove();
  return palette;
}

function forEachBar<Value>(make: (name: BarName) => Value): Record<BarName, Value> {
  return Object.fromEntries(barNames.map((name) => [name, make(name)])) as Record<BarName, Value>;
}

/** Tells of every change of the theme; VS Code swaps the body's class and the root's variables in place. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
