import { formatDuration } from '../src/base/format';
import { isWork } from '../src/protocol/timelineMessages';
import type { RowItem, ThreadItem } from './arrangeItems';
import { buildCallTooltip } from './callTooltip';
import type { Camera } from './camera';
import { listenToGestures } from './gestures';
import { buildGapTooltip, buildIterationTooltip } from './iterationTooltip';
import type { KeyCommand } from './keyboard';
import type { Layout } from './layout';
import type { Picture } from './picture';
import type { TimelineState } from './state';
import { Tooltip } from './tooltip';
import { buildWorkTooltip } from './workTooltip';

/** What pointing may do to the rest of the panel. */
interface PointingTarget {
  state(): TimelineState;
  select(id: string | undefined): void;
  /** Lists the rows of a loop, or no longer. */
  toggle(id: string): void;
  press(command: KeyCommand): void;
  /** The camera was moved. */
  moved(): void;
}

/** Mouse and wheel over the waterfall: tooltips, the time under the cursor, selecting, zooming, panning. */
export class Pointing {
  private readonly tooltip = new Tooltip();

  constructor(
    private readonly layout: Layout,
    private readonly picture: Picture,
    private readonly camera: Camera,
    private readonly target: PointingTarget,
  ) {
    listenToGestures(layout.scroller, () => picture.labelWidth, {
      zoom: (factor, x) => this.moveCamera(() => camera.zoom(factor, picture.timeAt(Math.max(x, 0)))),
      pan: (right, down) => this.pan(right, down),
      click: (_x, element) => this.click(element),
      doubleClick: (x, element) => {
        const overLabel = x < 0 && this.lineAt(element);
        target.press({ do: overLabel ? (overLabel.kind === 'thread' ? 'toggle' : 'openSource') : 'fit' });
      },
      hover: (event, x, element) => this.hover(event, x, this.lineAt(element)),
      leave: () => this.leave(),
    });
  }

  private pan(right: number, down: number): void {
    this.layout.scroller.scrollTop += down;
    this.moveCamera(() => this.camera.pan(this.picture.timeOf(right)));
  }

  private moveCamera(move: () => void): void {
    this.leave();
    move();
    this.target.moved();
  }

  private lineAt(element: Element): RowItem | ThreadItem | undefined {
    const id = element.closest<HTMLElement>('.row')?.dataset.rowId;
    return this.target
      .state()
      .items.find((item): item is RowItem | ThreadItem => item.kind !== 'room' && item.id === id);
  }

  private click(element: Element): void {
    this.tooltip.hide();
    const id = this.lineAt(element)?.id;
    if (id && element.closest('.twistie')) this.target.toggle(id);
    else this.target.select(id);
  }

  private hover(event: PointerEvent, x: number, line: RowItem | ThreadItem | undefined): void {
    if (event.buttons !== 0) return;
    this.showCursor(x);
    if (line) this.tooltip.show(event.clientX, event.clientY, ...this.tooltipOf(line, x));
    else this.tooltip.hide();
  }

  private tooltipOf(line: RowItem | ThreadItem, x: number): HTMLElement[] {
    const time = x < 0 ? undefined : this.picture.timeAt(x);
    const at = ({ start, end }: { readonly start: number; readonly end: number }) =>
      time !== undefined && time >= start && time < end;
    if (line.kind === 'thread') return buildIterationTooltip(line.thread, line.thread.iterations.find(at));
    const state = this.target.state();
    const { row } = line;
    if (isWork(row)) return buildWorkTooltip(row, state.workKinds);
    const gap = state.analysis?.gaps.find((one) => one.callId === row.id && at(one));
    return gap ? buildGapTooltip(gap) : buildCallTooltip(row, state, row.phases.find(at));
  }

  private showCursor(x: number): void {
    const { cursor } = this.layout;
    cursor.hidden = x < 0;
    cursor.style.transform = `translateX(${this.picture.labelWidth + x}px)`;
    const label = cursor.firstElementChild;
    if (label) label.textContent = formatDuration(Math.max(this.picture.timeAt(x), 0));
  }

  private leave(): void {
    this.layout.cursor.hidden = true;
    this.tooltip.hide();
  }
}
