import { formatDuration, formatNumberOf } from '../src/base/format';
import { memoiseByIdentity } from '../src/base/memoise';
import type { TimelineGap, TimelinePathStep } from '../src/protocol/timelineAnalysis';
import type { TimelineCall, TimelineHeader, TimelineRow } from '../src/protocol/timelineMessages';
import { type Item, rowsOfItem } from './arrangeItems';
import { drawAxis } from './axis';
import type { Camera } from './camera';
import { findDimmed, findGhosts } from './emphasis';
import type { Ghost } from './ghostMarks';
import { drawHeader, drawProblems } from './header';
import { lastOf } from './lastOf';
import type { Layout } from './layout';
import { LedgerStrip } from './ledgerStrip';
import { drawLegend } from './legend';
import { onChange } from './onChange';
import type { OverviewBrush } from './overviewBrush';
import { OverviewChart } from './overviewChart';
import { type Palette, readPalette } from './palette';
import { choosesPath, stepsByRow } from './pathMarks';
import { RowList } from './rowList';
import { findRowWindow, ROW_HEIGHT } from './rowWindow';
import type { RunClock } from './runClock';
import { callAt, runSpan, spanOf, type TimelineState } from './state';
import { fitRun, pixelToTime, type Stage, timeToPixel, type Viewport } from './viewport';
import { WaterfallChart } from './waterfallChart';

/** The overview is redrawn this often while the run is live, in ms: its slices are too coarse to show more. */
const OVERVIEW_STEP = 200;

const noSteps: ReadonlyMap<string, readonly TimelinePathStep[]> = new Map();
/** Beside rows as they would have been, marks say too much. */
const noMarks: readonly string[] = [];
const noGaps: ReadonlyMap<string, TimelineGap> = new Map();
const gapsByCall = memoiseByIdentity(
  (gaps: readonly TimelineGap[]): ReadonlyMap<string, TimelineGap> =>
    new Map(gaps.map((gap) => [gap.callId, gap])),
);

/** The time there is to see, that of what would have been included. */
function wholeRun(
  rows: readonly TimelineRow[],
  prediction: TimelineState['prediction'],
  now: number,
): Viewport {
  const { start, end } = runSpan(rows, now);
  return { start, end: Math.max(end, prediction?.end ?? end) };
}

/** Pixels right of a line that its label needs. */
const ROOM_OF_LABEL = 110;

/** Draws the state of the panel as seen by the camera. Parts whose inputs are the same are left as they are. */
export class Picture {
  private readonly waterfall: WaterfallChart;
  private readonly overview: OverviewChart;
  private readonly rowList: RowList;
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
    this.waterfall = new WaterfallChart(layout.canvas);
    this.overview = new OverviewChart(layout.overviewCanvas);
    this.rowList = new RowList(layout.list);
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
    this.drawRows(state, now, showsPath);
    this.drawPredicted(state);
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

  private drawRows(state: TimelineState, now: number, showsPath: boolean): void {
    const { items, selected, header, workKinds, analysis, marked } = state;
    const { first, end } = findRowWindow(this.layout.scroller.scrollTop, this.height);
    const ghosts = findGhosts(state);
    const isDimmed = this.dimmedOf(state.prediction ? noMarks : marked, analysis, showsPath);
    this.drawList(items, first, end, workKinds, selected, isDimmed, ghosts, marked.length);
    this.layout.canvas.style.transform = `translateY(${first * ROW_HEIGHT}px)`;
    const steps = analysis && (showsPath || choosesPath(analysis)) ? stepsByRow(analysis) : noSteps;
    this.waterfall.draw({
      items: items.slice(first, end),
      window: { first, end },
      view: this.view,
      width: this.width,
      now,
      pauses: header?.pauses ?? [],
      context: { gaps: analysis ? gapsByCall(analysis.gaps) : noGaps, steps, ghosts, isDimmed },
      path: showsPath ? analysis : undefined,
      palette: this.palette,
    });
  }

  /** The same function for the same inputs, so that the list is drawn anew only when it has to be. */
  private readonly dimmedOf = lastOf(
    (marked: readonly string[], analysis: TimelineState['analysis'], showsPath: boolean) =>
      findDimmed({ marked, analysis }, showsPath),
  );

  private readonly drawList = onChange(
    (
      items: readonly Item[],
      first: number,
      end: number,
      workKinds: TimelineState['workKinds'],
      selected: string | undefined,
      isDimmed: (rowId: string) => boolean,
      ghosts: ReadonlyMap<string, Ghost>,
      marked: number,
    ) => {
      this.rowList.draw({ items, window: { first, end }, workKinds, selected, isDimmed, ghosts });
      this.layout.axisLabel.textContent =
        marked > 0 ? `${formatNumberOf(marked, 'row')} marked (Esc)` : 'Call';
    },
  );

  /** Where the run would have ended; beyond the view, at its edge. */
  private drawPredicted({ prediction, analysis }: TimelineState): void {
    const { predicted } = this.layout;
    predicted.hidden = prediction === undefined;
    const at = prediction ? timeToPixel(prediction.end, this.view, this.width) : 0;
    const x = Math.min(Math.max(at, 0), this.width);
    predicted.classList.toggle('before', at < x);
    predicted.classList.toggle('late', at > this.width - ROOM_OF_LABEL);
    predicted.classList.toggle('after', at > x);
    predicted.style.transform = `translateX(${this.labels + x}px)`;
    const label = predicted.firstElementChild;
    if (!label || !prediction || !analysis) return;
    const saved = analysis.end - prediction.end;
    label.textContent = `ends ${saved < 0 ? '+' : '−'}${formatDuration(Math.abs(saved))}`;
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
