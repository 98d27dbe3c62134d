/** The span of time in view, in milliseconds on the run's clock. */
export interface Viewport {
  readonly start: number;
  readonly end: number;
}

/** What there is to look at. */
export interface Stage {
  /** From the first start of a call to as far as the run has come. */
  readonly run: Viewport;
  /** From the first start to the last end of the calls whose rows are in view. */
  readonly listed: Viewport;
  /** Pixels it is drawn in. */
  readonly width: number;
}

/** Nothing that is measured here is finer than the machine's clock noise. */
const SHORTEST_SPAN = 0.5;
/** Pixels right of the last bar that are kept for the text behind it. */
const TEXT_ROOM = 100;
const MOST_TEXT_SHARE = 0.3;

/** Silence before the first call that is shown too, as a share of the time up to the end. */
const LEAD_SHARE = 0.15;
/** Room left of the first call, as a share of the span, where the silence is not shown. */
const LEAD_AIR = 0.02;

/** The whole run. */
export function fitRun({ run, width }: Stage): Viewport {
  return fitSpan(run, width);
}

/** The calls whose rows are in view: of a long run a window that slides along as rows are scrolled. */
export function fitRows({ listed, width }: Stage): Viewport {
  return fitSpan(listed, width);
}

/** A span with room for the text behind its last bar. */
function fitSpan({ start, end }: Viewport, width: number): Viewport {
  const from = start < end * LEAD_SHARE ? 0 : start - (end - start) * LEAD_AIR;
  const text = Math.min(TEXT_ROOM / Math.max(width, 1), MOST_TEXT_SHARE);
  return { start: from, end: from + Math.max(end - from, SHORTEST_SPAN) / (1 - text) };
}

/** Milliseconds in a span. */
export function lengthOf({ start, end }: Viewport): number {
  return end - start;
}

/** Moves and, where needed, widens or narrows a span so that it lies on the stage. */
export function clampViewport(view: Viewport, stage: Stage): Viewport {
  const all = fitRun(stage);
  const span = Math.min(Math.max(view.end - view.start, SHORTEST_SPAN), lengthOf(all));
  const start = Math.min(Math.max(view.start, all.start), all.end - span);
  return { start, end: start + span };
}

/** Shows `factor` times as much time (below 1 zooms in) while the moment `at` stays under the cursor. */
export function zoomViewport(view: Viewport, factor: number, at: number, stage: Stage): Viewport {
  const longest = lengthOf(fitRun(stage));
  const span = lengthOf(view);
  const bounded = Math.min(Math.max(span * factor, SHORTEST_SPAN), longest) / span;
  return clampViewport(
    { start: at - (at - view.start) * bounded, end: at + (view.end - at) * bounded },
    stage,
  );
}

/** Moves the span by `delta` milliseconds, as far as there is something to see. */
export function panViewport(view: Viewport, delta: number, stage: Stage): Viewport {
  return clampViewport({ start: view.start + delta, end: view.end + delta }, stage);
}

/** A span that shows `from` to `to` with some air around it. */
export function frameViewport(from: number, to: number, stage: Stage): Viewport {
  const air = Math.max((to - from) * 0.12, SHORTEST_SPAN);
  return clampViewport({ start: from - air, end: to + air * 2 }, stage);
}

/** Slides along with a growing run when its growing edge was in view, as a terminal does at its last line. */
export function followViewport(view: Viewport, before: number, after: number): Viewport {
  const sawEdge = view.start <= before && before <= view.end;
  return sawEdge && after > view.end ? { start: view.start + after - view.end, end: after } : view;
}

/** Whether two spans can't be told apart on a screen. */
export function looksSame(a: Viewport, b: Viewport): boolean {
  const least = (b.end - b.start) / 5000;
  return Math.abs(a.start - b.start) < least && Math.abs(a.end - b.end) < least;
}

/** A step of the way from one span to another; `done` runs from 0 to 1. */
export function blendViewports(from: Viewport, to: Viewport, done: number): Viewport {
  const blend = (a: number, b: number) => a + (b - a) * done;
  return { start: blend(from.start, to.start), end: blend(from.end, to.end) };
}

/** Where a moment is drawn, in pixels from the left edge. */
export function timeToPixel(time: number, view: Viewport, width: number): number {
  return ((time - view.start) / (view.end - view.start)) * width;
}

/** The moment under a pixel. */
export function pixelToTime(pixel: number, view: Viewport, width: number): number {
  return view.start + (pixel / width) * (view.end - view.start);
}
