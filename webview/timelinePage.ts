import type { HostToTimeline, TimelineCall } from '../src/protocol/timelineMessages';
import { Camera } from './camera';
import { DetailsPane } from './detailsPane';
import type { Host } from './host';
import { type CameraCommand, commandOfKey, type KeyCommand } from './keyboard';
import { buildLayout, type Layout } from './layout';
import { OverviewBrush } from './overviewBrush';
import { onThemeChange } from './palette';
import { Picture } from './picture';
import { Pointing } from './pointing';
import { scrollToRow } from './rowWindow';
import { RunClock } from './runClock';
import { applyMessage, emptyState, selectCall, selectedCall, type TimelineState } from './state';
import { buildTools } from './tools';

/** Milliseconds after the last change at which what outlives the page is kept. */
const KEEP_DELAY = 200;

/** The panel: takes messages and input, changes the state, has it drawn once a frame at most. */
export class TimelinePage {
  private readonly layout: Layout = buildLayout();
  private readonly clock = new RunClock();
  private readonly camera: Camera;
  private readonly picture: Picture;
  private readonly details: DetailsPane;
  private state: TimelineState;
  private scrollTop: number;
  private frameAsked = false;
  private keepTimer: number | undefined;

  constructor(private readonly host: Host) {
    const kept = host.getState();
    this.state = { ...emptyState, selected: kept?.selected, marked: kept?.marked ?? [] };
    this.scrollTop = kept?.scrollTop ?? 0;
    this.camera = new Camera(kept?.wanted ?? 'rows', () => document.body.matches('.vscode-reduce-motion'));
    const brush = new OverviewBrush(this.layout.overview, (view) => this.move(() => this.camera.show(view)));
    this.picture = new Picture(this.layout, this.camera, this.clock, brush);
    this.details = new DetailsPane(this.layout.details, {
      openSource: (call, frame) => this.openSource(call, frame),
      close: () => this.select(undefined),
    });
    this.listen();
  }

  /** Takes a message of the host. */
  receive(message: HostToTimeline): void {
    const first = this.state.header === undefined;
    this.state = applyMessage(this.state, message);
    if (message.type !== 'select') this.clock.set(message.header, performance.now());
    if (first) this.restoreScroll();
    if (message.type === 'select') this.showSelected();
    this.invalidate();
    this.keep();
  }

  private listen(): void {
    const { scroller, list, header, tools, chartSide, overview } = this.layout;
    new ResizeObserver(() => this.resize()).observe(chartSide);
    new ResizeObserver(() => this.resize()).observe(scroller);
    onThemeChange(() => {
      this.picture.readTheme();
      this.invalidate();
    });
    scroller.addEventListener('scroll', () => this.move(() => undefined));
    overview.addEventListener('dblclick', () => this.press({ do: 'fit' }));
    list.addEventListener('keydown', (event) => {
      const command = commandOfKey(event);
      if (!command) return;
      event.preventDefault();
      this.press(command);
    });
    header.addEventListener('click', ({ target }) => {
      const id = target instanceof HTMLElement && target.dataset.selects;
      if (id) this.select(id);
    });
    tools.append(...buildTools((command) => this.press(command)));
    new Pointing(this.layout, this.picture, this.camera, {
      state: () => this.state,
      select: (id) => this.select(id),
      press: (command) => this.press(command),
      moved: () => this.move(() => undefined),
    });
  }

  private select(id: string | undefined): void {
    this.state = selectCall(this.state, id);
    this.showSelected();
    this.invalidate();
    this.keep();
  }

  /** Brings the selected row into view, after its details have taken their room. */
  private showSelected(): void {
    this.drawDetails();
    const row = this.state.calls.findIndex((call) => call.id === this.state.selected);
    const { scroller } = this.layout;
    if (row >= 0) scroller.scrollTop = scrollToRow(row, scroller.scrollTop, scroller.clientHeight);
  }

  private drawDetails(): void {
    const { figureKinds, phaseKinds } = this.state;
    this.details.draw(selectedCall(this.state), figureKinds, phaseKinds, this.picture.theme);
  }

  private openSource(call: TimelineCall | undefined, frame: number): void {
    if (call && frame < call.frames.length) {
      this.host.postMessage({ type: 'openSource', callId: call.id, frame });
    }
  }

  /** Carries out what a key, a button or a double click asks for. */
  private press(command: KeyCommand): void {
    const call = selectedCall(this.state);
    switch (command.do) {
      case 'close':
        this.select(undefined);
        break;
      case 'openSource':
        this.openSource(call, 0);
        break;
      case 'select':
        this.selectBy(command.by);
        break;
      default:
        this.move(() => moveCamera(this.camera, command, call));
    }
  }

  /** Moves the selection by rows, as far as there are any; without one it starts before the first. */
  private selectBy(rows: number): void {
    const { calls, selected } = this.state;
    const row = calls.findIndex((call) => call.id === selected) + rows;
    this.select(calls[Math.min(Math.max(row, 0), calls.length - 1)]?.id);
  }

  /** Does something to what is seen, then shows and keeps it. */
  private move(change: () => void): void {
    change();
    this.invalidate();
    this.keep();
  }

  private resize(): void {
    this.picture.measure();
    this.invalidate();
  }

  private invalidate(): void {
    if (this.frameAsked) return;
    this.frameAsked = true;
    requestAnimationFrame((at) => {
      this.frameAsked = false;
      this.drawDetails();
      if (this.picture.draw(this.state, at)) this.invalidate();
    });
  }

  /** Rows must be there before they can be scrolled to. */
  private restoreScroll(): void {
    requestAnimationFrame(() => {
      this.layout.scroller.scrollTop = this.scrollTop;
    });
  }

  private keep(): void {
    window.clearTimeout(this.keepTimer);
    this.keepTimer = window.setTimeout(() => {
      const { header, selected, marked } = this.state;
      if (!header) return;
      const { scrollTop } = this.layout.scroller;
      this.host.setState({ runId: header.runId, wanted: this.camera.choice, scrollTop, selected, marked });
    }, KEEP_DELAY);
  }
}

function moveCamera(camera: Camera, command: CameraCommand, call: TimelineCall | undefined): void {
  switch (command.do) {
    case 'fit':
      camera.easeToFit();
      break;
    case 'frame':
      if (call) camera.easeTo(call.start, call.end);
      break;
    case 'zoom':
      camera.easeZoom(command.factor, call && (call.start + call.end) / 2);
      break;
    case 'pan':
      camera.easePan(command.share);
  }
}
