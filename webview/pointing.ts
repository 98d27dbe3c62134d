import { formatDuration } from '../src/base/format';
import { isWork, type TimelineRow } from '../src/protocol/timelineMessages';
import { buildCallTooltip } from './callTooltip';
import type { Camera } from './camera';
import { listenToGestures } from './gestures';
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
      click: (_x, element) => {
        this.tooltip.hide();
        target.select(this.rowAt(element)?.id);
      },
      doubleClick: (x, element) => {
        const overLabel = x < 0 && this.rowAt(element);
        target.press({ do: overLabel ? 'openSource' : 'fit' });
      },
      hover: (event, x, element) => this.hover(event, x, this.rowAt(element)),
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

  private rowAt(element: Element): TimelineRow | undefined {
    const id = element.closest<HTMLElement>('.row')?.dataset.rowId;
    return this.target.state().rows.find((row) => row.id === id);
  }

  private hover(event: PointerEvent, x: number, row: TimelineRow | undefined): void {
    if (event.buttons !== 0) return;
    this.showCursor(x);
    if (row) this.showTooltip(event, x, row);
    else this.tooltip.hide();
  }

  private showTooltip(event: PointerEvent, x: number, row: TimelineRow): void {
    this.tooltip.show(event.clientX, event.clientY, ...this.tooltipOf(row, x));
  }

  private tooltipOf(row: TimelineRow, x: number): HTMLElement[] {
    const state = this.target.state();
    if (isWork(row)) return buildWorkTooltip(row, state.workKinds);
    const time = this.picture.timeAt(x);
    const phase = x < 0 ? undefined : row.phases.find(({ start, end }) => time >= start && time < end);
    return buildCallTooltip(row, state, phase);
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
