import { formatNumberOf } from '../src/base/format';
import { memoiseByIdentity } from '../src/base/memoise';
import type { TimelineGap, TimelinePathStep } from '../src/protocol/timelineAnalysis';
import type { Item } from './arrangeItems';
import { findDimmed, findGhosts } from './emphasis';
import type { Ghost } from './ghostMarks';
import { lastOf } from './lastOf';
import type { Layout } from './layout';
import { onChange } from './onChange';
import type { Palette } from './palette';
import { choosesPath, stepsByRow } from './pathMarks';
import { RowList } from './rowList';
import { findRowWindow, ROW_HEIGHT } from './rowWindow';
import type { TimelineState } from './state';
import type { Viewport } from './viewport';
import { WaterfallChart } from './waterfallChart';

const noSteps: ReadonlyMap<string, readonly TimelinePathStep[]> = new Map();
/** Beside rows as they would have been, marks say too much. */
const noMarks: readonly string[] = [];
const noGaps: ReadonlyMap<string, TimelineGap> = new Map();
const gapsByCall = memoiseByIdentity(
  (gaps: readonly TimelineGap[]): ReadonlyMap<string, TimelineGap> =>
    new Map(gaps.map((gap) => [gap.callId, gap])),
);

/** What rows are drawn for. */
export interface RowFrame {
  readonly view: Viewport;
  /** Of the bars, in pixels; without the labels. */
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** Ms on the run's clock. */
  readonly now: number;
  /** What is not on the critical path steps back. */
  readonly showsPath: boolean;
}

/** Draws the rows that are in view: the list of their names, and their bars. */
export class RowPicture {
  private readonly waterfall: WaterfallChart;
  private readonly rowList: RowList;

  constructor(private readonly layout: Layout) {
    this.waterfall = new WaterfallChart(layout.canvas);
    this.rowList = new RowList(layout.list);
  }

  draw(state: TimelineState, frame: RowFrame): void {
    const { view, width, height, palette, now, showsPath } = frame;
    const { items, selected, header, workKinds, analysis, marked } = state;
    const { first, end } = findRowWindow(this.layout.scroller.scrollTop, height);
    const ghosts = findGhosts(state);
    const isDimmed = this.dimmedOf(state.prediction ? noMarks : marked, analysis, showsPath);
    this.drawList(items, first, end, workKinds, selected, isDimmed, ghosts, marked.length);
    this.layout.canvas.style.transform = `translateY(${first * ROW_HEIGHT}px)`;
    const steps = analysis && (showsPath || choosesPath(analysis)) ? stepsByRow(analysis) : noSteps;
    this.waterfall.draw({
      items: items.slice(first, end),
      window: { first, end },
      view,
      width,
      now,
      pauses: header?.pauses ?? [],
      context: { gaps: analysis ? gapsByCall(analysis.gaps) : noGaps, steps, ghosts, isDimmed },
      path: showsPath ? analysis : undefined,
      palette,
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
}
