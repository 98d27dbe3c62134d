/** What wheel and pointer ask for over the waterfall. Positions are pixels from the chart's left edge. */
export interface GestureHandlers {
  /** Shows `factor` times as much time, around a position. */
  zoom(factor: number, x: number): void;
  /** Moves what is seen by pixels: right and down. */
  pan(right: number, down: number): void;
  /** A press that was no drag, or its repetition. `x` is negative over the labels. */
  click(x: number, target: Element): void;
  doubleClick(x: number, target: Element): void;
  hover(event: PointerEvent, x: number, target: Element): void;
  leave(): void;
}

const DRAG_THRESHOLD = 3;
const ZOOM_PER_WHEEL_PIXEL = 0.0025;
/** Pixels of a wheel that counts in lines. */
const LINE = 16;

/**
 * Turns wheel and pointer events into wishes. A plain wheel is left to the browser, which scrolls the rows.
 * @param chartLeft distance of the chart from the scroller's left edge, in pixels
 */
export function listenToGestures(
  scroller: HTMLElement,
  chartLeft: () => number,
  handlers: GestureHandlers,
): void {
  const xOf = (event: MouseEvent) => event.clientX - scroller.getBoundingClientRect().left - chartLeft();
  scroller.addEventListener('wheel', (event) => turnWheel(event, xOf(event), handlers), { passive: false });
  scroller.addEventListener('pointerdown', (event) => beginDrag(event, scroller, handlers));
  scroller.addEventListener('pointermove', (event) =>
    handlers.hover(event, xOf(event), event.target as Element),
  );
  scroller.addEventListener('pointerleave', () => handlers.leave());
  scroller.addEventListener('click', (event) => {
    if (!scroller.classList.contains('dragged')) handlers.click(xOf(event), event.target as Element);
  });
  scroller.addEventListener('dblclick', (event) => handlers.doubleClick(xOf(event), event.target as Element));
}

function turnWheel(event: WheelEvent, x: number, { zoom, pan }: GestureHandlers): void {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoom(Math.exp(event.deltaY * unit * ZOOM_PER_WHEEL_PIXEL), x);
    return;
  }
  // With shift some systems turn the wheel's axis and some leave that to us.
  const sideways = event.deltaX || (event.shiftKey ? event.deltaY : 0);
  if (Math.abs(sideways) < Math.abs(event.deltaY) && !event.shiftKey) return;
  event.preventDefault();
  pan(sideways * unit, 0);
}

/** The class `dragged` tells the click that follows a drag that it is none. */
function beginDrag(down: PointerEvent, scroller: HTMLElement, { pan }: GestureHandlers): void {
  scroller.classList.remove('dragged');
  const onScrollbar = down.offsetX > scroller.clientWidth && down.target === scroller;
  if (down.button !== 0 || onScrollbar) return;
  let last = down;
  const move = (event: PointerEvent) => {
    const distance = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
    if (!scroller.classList.contains('dragged')) {
      if (distance < DRAG_THRESHOLD) return;
      scroller.classList.add('dragged');
      scroller.setPointerCapture(down.pointerId);
    }
    pan(last.clientX - event.clientX, last.clientY - event.clientY);
    last = event;
  };
  const stop = new AbortController();
  const end = () => stop.abort();
  scroller.addEventListener('pointermove', move, { signal: stop.signal });
  for (const type of ['pointerup', 'pointercancel'])
    document.addEventListener(type, end, { signal: stop.signal });
}
