import type { TimelineFinding, TimelineIteration } from '../src/protocol/timelineAnalysis';
import type { HostToTimeline, TimelineRow } from '../src/protocol/timelineMessages';
import { applyCommand } from './applyCommand';
import type { Item } from './arrangeItems';
import { Camera } from './camera';
import { DetailsPane } from './detailsPane';
import { FindingsPane } from './findingsPane';
import { Frames } from './frames';
import type { Host, KeptState } from './host';
import { commandOfKey, type KeyCommand } from './keyboard';
import { buildLayout, type Layout } from './layout';
import { moveCamera } from './moveCamera';
import { OverviewBrush } from './overviewBrush';
import { PageKeeper } from './pageKeeper';
import { onThemeChange } from './palette';
import { Picture } from './picture';
import { Pointing } from './pointing';
import { RowScroll } from './rowScroll';
import { RunClock } from './runClock';
import {
  applyMessage,
  emptyState,
  markRows,
  selectedRow,
  selectedThread,
  selectRow,
  type TimelineState,
  toggleGroup,
  toggleWhatIf,
} from './state';
import { Tools } from './tools';

/** The panel: takes messages and input, changes the state, has it drawn once a frame at most. */
export class TimelinePage {
  private readonly layout: Layout = buildLayout();
  private readonly clock = new RunClock();
  private readonly camera: Camera;
  private readonly picture: Picture;
  private readonly details: DetailsPane;
  private readonly findings: FindingsPane;
  private readonly tools: Tools;
  private readonly scroll = new RowScroll(this.layout.scroller);
  private readonly kept: KeptState | undefined;
  private state: TimelineState;
  /** The pointer is over the switch of the critical path. */
  private previewsPath = false;
  private readonly frames = new Frames((at) => this.draw(at));
  private readonly keeper = new PageKeeper(() => this.keep());

  constructor(private readonly host: Host) {
    this.kept = host.getState();
    const { selected, marked = [], wanted = 'rows', showsPath = false, collapsed = [] } = this.kept ?? {};
    this.state = { ...emptyState, selected, marked, showsPath, collapsed: new Set(collapsed) };
    this.camera = new Camera(wanted, () => document.body.matches('.vscode-reduce-motion'));
    const brush = new OverviewBrush(this.layout.overview, (view) => {
      this.camera.show(view);
      this.changed();
    });
    this.picture = new Picture(this.layout, this.camera, this.clock, brush);
    this.details = new DetailsPane(this.layout.details, {
      openSource: (row, frame) => this.openSource(row, frame),
      showIteration: (iteration) => this.showIteration(iteration),
      close: () => this.select(undefined),
    });
    this.findings = new FindingsPane(this.layout.findings, {
      mark: (finding) => this.mark(finding),
      openPlace: (finding, place) => {
        this.mark(finding);
        host.postMessage({ type: 'openFinding', findingId: finding.id, place });
      },
      whatIf: (id) => this.askWhatIf(toggleWhatIf(this.state, id)),
      clear: () => this.askWhatIf({ ...this.state, whatIfs: [] }),
      aim: (goal) => host.postMessage({ type: 'goal', goal }),
    });
    this.tools = new Tools(
      this.layout.tools,
      (command) => this.press(command),
      (command) => {
        this.previewsPath = command?.do === 'path';
        this.frames.ask();
      },
    );
    this.listen();
  }

  /** Takes a message of the host. */
  receive(message: HostToTimeline): void {
    const isFirst = this.state.header === undefined;
    const follows = this.state.selected === undefined && this.scroll.isAtEnd;
    this.state = applyMessage(this.state, message);
    if (message.type === 'select') {
      this.showSelected();
      if (message.findingId !== undefined) this.findings.await(message.findingId);
    } else if ('header' in message) {
      this.clock.set(message.header, performance.now());
      if (isFirst && this.kept) this.scroll.to(this.kept.scrollTop);
      else if (follows && message.header.live) this.scroll.toEnd();
    }
    this.changed();
  }

  private listen(): void {
    const { scroller, header, chartSide, overview } = this.layout;
    new ResizeObserver(() => this.resize()).observe(chartSide);
    new ResizeObserver(() => this.resize()).observe(scroller);
    onThemeChange(() => {
      this.picture.readTheme();
      this.frames.ask();
    });
    scroller.addEventListener('scroll', () => this.changed());
    overview.addEventListener('dblclick', () => this.press({ do: 'fit' }));
    document.addEventListener('keydown', (event) => this.pressKey(event));
    header.addEventListener('click', ({ target }) => {
      const id = target instanceof HTMLElement && target.dataset.selects;
      if (id) this.select(id);
    });
    new Pointing(this.layout, this.picture, this.camera, {
      state: () => this.state,
      select: (id) => this.select(id),
      toggle: (id) => this.show(toggleGroup(this.state, id)),
      press: (command) => this.press(command),
      moved: () => this.changed(),
    });
  }

  private show(state: TimelineState): void {
    this.state = state;
    this.changed();
  }

  private select(id: string | undefined): void {
    this.show(selectRow(this.state, id));
    this.showSelected();
  }

  /** Brings the selected line into view. */
  private showSelected(): void {
    this.showLine(({ id }) => id === this.state.selected);
  }

  private showLine(isMeant: (item: Exclude<Item, { kind: 'room' }>) => boolean): void {
    this.scroll.toRow(this.state.items.findIndex((item) => item.kind !== 'room' && isMeant(item)));
  }

  private mark({ rowIds }: Pick<TimelineFinding, 'rowIds'>): void {
    this.show(markRows(this.state, rowIds));
    this.showLine(({ id }) => rowIds.includes(id));
  }

  private showIteration({ callIds, start, end }: TimelineIteration): void {
    const { selected } = this.state;
    this.show({ ...markRows(this.state, callIds), selected });
    this.camera.easeTo(start, end);
    this.showLine(({ id }) => callIds.includes(id));
  }

  private askWhatIf(state: TimelineState): void {
    this.show(state);
    this.host.postMessage({ type: 'whatIf', findingIds: state.whatIfs });
  }

  private drawSide(): void {
    const { state, picture } = this;
    this.details.draw(selectedRow(state) ?? selectedThread(state)?.thread, state, picture.theme);
    this.findings.draw(state.analysis, state.prediction, state.whatIfs);
    this.tools.draw(state);
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
    const thread = selectedThread(this.state);
    switch (command.do) {
      case 'openSource':
        this.openSource(row ?? thread?.rows[0], (row ?? thread?.rows[0])?.site ?? 0);
        break;
      case 'fit':
      case 'frame':
      case 'zoom':
      case 'pan':
        moveCamera(this.camera, command, row ?? thread?.thread);
        this.changed();
        break;
      default:
        this.show(applyCommand(this.state, command));
        if (command.do === 'select' || command.do === 'iterate') this.showSelected();
    }
  }

  /** What is seen has changed: shows and keeps it. */
  private changed(): void {
    this.frames.ask();
    this.keeper.changed();
  }

  private resize(): void {
    this.picture.measure();
    this.frames.ask();
  }

  /** Tells whether something still moves. */
  private draw(at: number): boolean {
    this.drawSide();
    const moves = this.picture.draw(this.state, at, this.state.showsPath || this.previewsPath);
    this.scroll.settle();
    return moves;
  }

  private keep(): void {
    const { header, selected, marked, showsPath, collapsed } = this.state;
    if (!header) return;
    this.host.setState({
      runId: header.runId,
      wanted: this.camera.choice,
      scrollTop: this.scroll.top,
      selected,
      marked,
      showsPath,
      collapsed: [...collapsed],
    });
  }
}
