import { formatDuration } from '../src/base/format';
import type { TimelineCall } from '../src/protocol/timelineMessages';
import { buildCallTooltip } from './callTooltip';
import type { Camera } from './camera';
import { listenToGestures } from './gestures';
import type { KeyCommand } from './keyboard';
import type { Layout } from './layout';
import type { Picture } from './picture';
import type { TimelineState } from './state';
import { Tooltip } from './tooltip';

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
        target.select(this.callAt(element)?.id);
      },
      doubleClick: (x, element) => {
        const overLabel = x < 0 && this.callAt(element);
        target.press({ do: overLabel ? 'openSource' : 'fit' });
      },
      hover: (event, x, element) => this.hover(event, x, this.callAt(element)),
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

  private callAt(element: Element): TimelineCall | undefined {
    const id = element.closest<HTMLElement>('.row')?.dataset.callId;
    return this.target.state().calls.find((call) => call.id === id);
  }

  private hover(event: PointerEvent, x: number, call: TimelineCall | undefined): void {
    if (event.buttons !== 0) return;
    this.showCursor(x);
    if (call) this.showTooltip(event, x, call);
    else this.tooltip.hide();
  }

  private showTooltip(event: PointerEvent, x: number, call: TimelineCall): void {
    const time = this.picture.timeAt(x);
    const phase = x < 0 ? undefined : call.phases.find(({ start, end }) => time >= start && time < end);
    const content = buildCallTooltip(call, this.target.state(), phase);
    this.tooltip.show(event.clientX, event.clientY, ...content);
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
