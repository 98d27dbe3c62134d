/** Rows that are drawn, `first` to before `end`. The rest of a long list exists as empty height alone. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

export const ROW_HEIGHT = 24;

/** Rows drawn beyond each edge, so that scrolling shows finished rows. */
const OVERSCAN = 6;
/** The window moves in such steps, so that most scrolling leaves it as it is. */
const STEP = 4;

/** The rows to draw for a scroll position; more than there are when the list is shorter than the view. */
export function findRowWindow(scrollTop: number, viewHeight: number): RowWindow {
  const top = Math.floor(scrollTop / ROW_HEIGHT / STEP) * STEP;
  const first = Math.max(top - OVERSCAN, 0);
  return { first, end: first + Math.ceil(viewHeight / ROW_HEIGHT) + STEP + 2 * OVERSCAN };
}

/** The scroll position nearest to `scrollTop` at which a row is wholly in view. */
export function scrollToRow(row: number, scrollTop: number, viewHeight: number): number {
  const top = row * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + ROW_HEIGHT - viewHeight);
}
