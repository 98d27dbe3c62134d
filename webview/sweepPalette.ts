/** How many models have a colour of their own; then they come round again, with another shape. */
export const TARGET_COLOURS = 5;

/** Colours of the present theme as the charts of a sweep take them. */
export interface SweepPalette {
  readonly targets: readonly string[];
  readonly text: string;
  readonly dim: string;
  readonly grid: string;
  readonly limit: string;
  readonly background: string;
  readonly tooltip: { readonly background: string; readonly text: string; readonly border: string };
  readonly fontFamily: string;
  readonly highContrast: boolean;
}

/** Reads the palette from the style sheet, the only home of colours. */
export function readSweepPalette(): SweepPalette {
  const probe = document.body.appendChild(document.createElement('i'));
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette: SweepPalette = {
    targets: Array.from({ length: TARGET_COLOURS }, (_, index) => colour(`ll-target-${index}`)),
    text: colour('ll-text'),
    dim: colour('ll-text-dim'),
    grid: colour('ll-grid'),
    limit: colour('ll-limit'),
    background: colour('ll-background'),
    tooltip: {
      background: colour('ll-tooltip'),
      text: colour('ll-text'),
      border: colour('ll-line'),
    },
    fontFamily: getComputedStyle(document.body).fontFamily,
    highContrast: document.body.matches('.vscode-high-contrast, .vscode-high-contrast-light'),
  };
  probe.remove();
  return palette;
}
