import type { TimelineCall, TimelineHeader, TimelineRow } from '../src/protocol/timelineMessages';
import { rowsOfItem } from './arrangeItems';
import { drawAxis } from './axis';
import type { Camera } from './camera';
import { drawHeader, drawProblems } from './header';
import type { Layout } from './layout';
import { LedgerStrip } from './ledgerStrip';
import { drawLegend } from './legend';
import { onChange } from './onChange';
import type { OverviewBrush } from './overviewBrush';
import { OverviewChart } from './overviewChart';
import { type Palette, readPalette } from './palette';
import { drawPredictedEnd } from './predictedEnd';
import { RowPicture } from './rowPicture';
import { ROW_HEIGHT } from './rowWindow';
import type { RunClock } from './runClock';
import { callAt, runSpan, spanOf, type TimelineState } from './state';
import { fitRun, pixelToTime, type Stage, type Viewport } from './viewport';

/** The overview is redrawn this often while the run is live, in ms: its slices are too coarse to show more. */
const OVERVIEW_STEP = 200;

/** The time there is to see, that of what would have been included. */
function wholeRun(
  rows: readonly TimelineRow[],
  prediction: TimelineState['prediction'],
  now: number,
): Viewport {
  const { start, end } = runSpan(rows, now);
  return { start, end: Math.max(end, prediction?.end ?? end) };
}

/** Draws the state of the panel as seen by the camera. Parts whose inputs are the same are left as they are. */
export class Picture {
  private readonly overview: OverviewChart;
  private readonly rows: RowPicture;
  private readonly ledger: LedgerStrip;
  private palette: Palette = readPalette();
  private view: Viewport = { start: 0, end: 1 };
  private labels = 0;
  private width = 1;
  private height = 1;

  constructor(
    private readonly layout: Layout,
    private readonly camera: Camera,
    private readonly clock: RunClock,
    private readonly brush: OverviewBrush,
  ) {
    this.overview = new OverviewChart(layout.overviewCanvas);
    this.rows = new RowPicture(layout);
    this.ledger = new LedgerStrip(layout.ledger);
  }

  get theme(): Palette {
    return this.palette;
  }

  /** Width of the label column in pixels. */
  get labelWidth(): number {
    return this.labels;
  }

  /** Takes over the colours of a theme that has just changed. */
  readTheme(): void {
    this.palette = readPalette();
  }

  /** Takes over the size of the panel. */
  measure(): void {
    const { scroller, chartSide } = this.layout;
    const { clientWidth, clientHeight } = scroller;
    this.labels = Math.round(Math.min(Math.max(clientWidth * 0.32, 132), 330));
    this.width = Math.max(clientWidth - this.labels, 1);
    this.height = clientHeight;
    chartSide.style.setProperty('--labels', `${this.labels}px`);
    chartSide.style.setProperty('--chart', `${this.width}px`);
  }

  timeAt(x: number): number {
    return pixelToTime(x, this.view, this.width);
  }

  /** Milliseconds that a number of pixels stand for. */
  timeOf(pixels: number): number {
    return ((this.view.end - this.view.start) / this.width) * pixels;
  }

  /**
   * Draws one frame; true when the next one would look different.
   * @param showsPath what is not on the critical path steps back
   */
  draw(state: TimelineState, at: number, showsPath: boolean): boolean {
    const { header, calls, rows } = state;
    if (!header) return false;
    const now = this.clock.now(at);
    const stage = this.stageAt(state, now);
    this.camera.setStage(stage);
    this.view = this.camera.look(at);
    this.drawHead(header);
    this.drawEmpty(calls.length === 0 ? header.emptyText : undefined);
    this.ledger.draw(state.analysis, state.accountKinds, this.palette, document.body.clientWidth);
    const { view, width, height, palette } = this;
    this.rows.draw(state, { view, width, height, palette, now, showsPath });
    drawPredictedEnd(this.layout.predicted, state, { view, width, labels: this.labels });
    drawAxis(this.layout.axis, this.view, this.width);
    const live = rows.some((row) => row.tone === 'live');
    const moment = live ? Math.floor(now / OVERVIEW_STEP) : now;
    this.drawOverview(calls, rows, state.prediction, moment, this.width, this.palette);
    this.brush.draw(this.view, fitRun(stage), this.width);
    this.drawLegend(state, header.pauses.length > 0);
    return live || this.camera.moving;
  }

  /** While all lines are in view, what is listed is the run. */
  private stageAt({ rows, items, prediction }: TimelineState, now: number): Stage {
    const { scrollTop } = this.layout.scroller;
    const top = Math.floor(scrollTop / ROW_HEIGHT);
    const inView = items.slice(top, Math.ceil((scrollTop + this.height) / ROW_HEIGHT));
    const run = wholeRun(rows, prediction, now);
    const listed = inView.length === items.length ? run : spanOf(inView.flatMap(rowsOfItem), now);
    return { run, listed, width: this.width };
  }

  private readonly drawHead = onChange((header: TimelineHeader) => {
    drawHeader(this.layout.header, header);
    drawProblems(this.layout.problems, header.problems);
    this.layout.overviewLabel.textContent =
      header.maxInFlight > 1 ? `Calls in flight, up to ${header.maxInFlight}` : 'Calls in flight';
  });

  private readonly drawEmpty = onChange((text: string | undefined) => {
    this.layout.empty.hidden = text === undefined;
    this.layout.empty.textContent = text ?? '';
  });

  private readonly drawOverview = onChange(
    (
      calls: readonly TimelineCall[],
      rows: readonly TimelineRow[],
      prediction: TimelineState['prediction'],
      _moment: number,
      width: number,
      palette: Palette,
    ) => {
      const now = this.clock.now(performance.now());
      const run = wholeRun(rows, prediction, now);
      const span = fitRun({ run, listed: run, width });
      this.overview.draw({ calls: calls.map((call) => callAt(call, now)), span, width, palette });
    },
  );

  private drawLegend({ phaseKinds, workKinds, rows }: TimelineState, hasPauses: boolean): void {
    this.drawLegendOf(phaseKinds, workKinds, rows, hasPauses, this.palette);
  }

  private readonly drawLegendOf = onChange(
    (
      phases: TimelineState['phaseKinds'],
      work: TimelineState['workKinds'],
      rows: readonly TimelineRow[],
      hasPauses: boolean,
      palette: Palette,
    ) => drawLegend(this.layout.legend, { phases, work }, rows, hasPauses, palette),
  );
}
