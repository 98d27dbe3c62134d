import type { HostToTimeline, TimelineRow } from '../src/protocol/timelineMessages';
import { Camera } from './camera';
import { DetailsPane } from './detailsPane';
import type { Host, KeptState } from './host';
import { type CameraCommand, commandOfKey, type KeyCommand } from './keyboard';
import { buildLayout, type Layout } from './layout';
import { OverviewBrush } from './overviewBrush';
import { onThemeChange } from './palette';
import { Picture } from './picture';
import { Pointing } from './pointing';
import { RowScroll } from './rowScroll';
import { RunClock } from './runClock';
import { applyMessage, emptyState, selectedRow, selectRow, type TimelineState } from './state';
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
  private readonly scroll = new RowScroll(this.layout.scroller);
  private readonly kept: KeptState | undefined;
  private state: TimelineState;
  private frameAsked = false;
  private keepTimer: number | undefined;

  constructor(private readonly host: Host) {
    this.kept = host.getState();
    const { selected, marked = [], wanted = 'rows' } = this.kept ?? {};
    this.state = { ...emptyState, selected, marked };
    this.camera = new Camera(wanted, () => document.body.matches('.vscode-reduce-motion'));
    const brush = new OverviewBrush(this.layout.overview, (view) => {
      this.camera.show(view);
      this.changed();
    });
    this.picture = new Picture(this.layout, this.camera, this.clock, brush);
    this.details = new DetailsPane(this.layout.details, {
      openSource: (row, frame) => this.openSource(row, frame),
      close: () => this.select(undefined),
    });
    this.listen();
  }

  /** Takes a message of the host. */
  receive(message: HostToTimeline): void {
    const isFirst = this.state.header === undefined;
    const follows = this.state.selected === undefined && this.scroll.isAtEnd;
    this.state = applyMessage(this.state, message);
    if (message.type === 'select') this.showSelected();
    else {
      this.clock.set(message.header, performance.now());
      if (isFirst && this.kept) this.scroll.to(this.kept.scrollTop);
      else if (follows && message.header.live) this.scroll.toEnd();
    }
    this.changed();
  }

  private listen(): void {
    const { scroller, header, tools, chartSide, overview } = this.layout;
    new ResizeObserver(() => this.resize()).observe(chartSide);
    new ResizeObserver(() => this.resize()).observe(scroller);
    onThemeChange(() => {
      this.picture.readTheme();
      this.invalidate();
    });
    scroller.addEventListener('scroll', () => this.changed());
    overview.addEventListener('dblclick', () => this.press({ do: 'fit' }));
    document.addEventListener('keydown', (event) => this.pressKey(event));
    header.addEventListener('click', ({ target }) => {
      const id = target instanceof HTMLElement && target.dataset.selects;
      if (id) this.select(id);
    });
    tools.append(...buildTools((command) => this.press(command)));
    new Pointing(this.layout, this.picture, this.camera, {
      state: () => this.state,
      select: (id) => this.select(id),
      press: (command) => this.press(command),
      moved: () => this.changed(),
    });
  }

  private select(id: string | undefined): void {
    this.state = selectRow(this.state, id);
    this.showSelected();
    this.changed();
  }

  /** Brings the selected row into view. */
  private showSelected(): void {
    this.scroll.toRow(this.state.rows.findIndex((row) => row.id === this.state.selected));
  }

  private drawDetails(): void {
    const { figureKinds, phaseKinds, workKinds } = this.state;
    this.details.draw(selectedRow(this.state), figureKinds, phaseKinds, workKinds, this.picture.theme);
  }

  private openSource(row: TimelineRow | undefined, frame: number): void {
    if (row && frame < row.frames.length) {
      this.host.postMessage({ type: 'openSource', rowId: row.id, frame });
    }
  }

  /** Keys work wherever nothing else wants them; buttons and the details keep theirs, but for Escape. */
  private pressKey(event: KeyboardEvent): void {
    const command = commandOfKey(event);
    const isFree = event.target === document.body || event.target === this.layout.list;
    if (!command || !(isFree || command.do === 'close')) return;
    event.preventDefault();
    this.press(command);
  }

  /** Carries out what a key, a button or a double click asks for. */
  private press(command: KeyCommand): void {
    const row = selectedRow(this.state);
    switch (command.do) {
      case 'close':
        this.select(undefined);
        break;
      case 'openSource':
        this.openSource(row, row?.site ?? 0);
        break;
      case 'select':
        this.selectBy(command.by);
        break;
      default:
        moveCamera(this.camera, command, row);
        this.changed();
    }
  }

  /** Moves the selection by rows, as far as there are any; without one it starts before the first. */
  private selectBy(count: number): void {
    const { rows, selected } = this.state;
    const row = rows.findIndex(({ id }) => id === selected) + count;
    this.select(rows[Math.min(Math.max(row, 0), rows.length - 1)]?.id);
  }

  /** What is seen has changed: shows and keeps it. */
  private changed(): void {
    this.invalidate();
    window.clearTimeout(this.keepTimer);
    this.keepTimer = window.setTimeout(() => this.keep(), KEEP_DELAY);
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
      this.scroll.settle();
    });
  }

  private keep(): void {
    const { header, selected, marked } = this.state;
    if (!header) return;
    const { runId } = header;
    this.host.setState({ runId, wanted: this.camera.choice, scrollTop: this.scroll.top, selected, marked });
  }
}

function moveCamera(camera: Camera, command: CameraCommand, row: TimelineRow | undefined): void {
  switch (command.do) {
    case 'fit':
      camera.easeToFit();
      break;
    case 'frame':
      if (row) camera.easeTo(row.start, row.end);
      break;
    case 'zoom':
      camera.easeZoom(command.factor, row && (row.start + row.end) / 2);
      break;
    case 'pan':
      camera.easePan(command.share);
  }
}
