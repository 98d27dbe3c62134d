import {
  blendViewports,
  clampViewport,
  fitRows,
  fitRun,
  followViewport,
  frameViewport,
  lengthOf,
  looksSame,
  panViewport,
  type Stage,
  type Viewport,
  zoomViewport,
} from './viewport';

/** What the person chose to see: the calls whose rows are in view, the whole run, or a span of it. */
export type Wanted = 'rows' | 'run' | Viewport;

/** Time constant, in ms, with which the view eases towards what is wanted. */
const EASE = 55;
/** A frame longer than this, in ms, is a break, not a step of a movement. */
const LONGEST_STEP = 32;

/** Where the panel looks. Jumps are eased, so that the eye keeps its place; gestures are followed at once. */
export class Camera {
  private view: Viewport = { start: 0, end: 1 };
  private stage: Stage = { run: { start: 0, end: 0 }, listed: { start: 0, end: 0 }, width: 1 };
  private lookedAt = 0;
  private abrupt = true;
  private arrived = true;

  /** @param calm no easing: the person asked the system for less motion */
  constructor(
    private wanted: Wanted,
    private readonly calm: () => boolean,
  ) {}

  /** Tells what there is to look at now. */
  setStage(stage: Stage): void {
    const before = this.stage.run.end;
    if (before > 0 && typeof this.wanted === 'object') {
      this.wanted = followViewport(this.wanted, before, stage.run.end);
      this.abrupt ||= stage.run.end > before;
    }
    this.abrupt ||= stage.width !== this.stage.width;
    this.stage = stage;
  }

  get choice(): Wanted {
    return this.wanted;
  }

  /** Whether the next frame would show something else, even if nothing happened. */
  get moving(): boolean {
    return !this.arrived;
  }

  /** What to draw at a moment of the page's clock. */
  look(at: number): Viewport {
    const target = this.target();
    const step = Math.min(at - this.lookedAt, LONGEST_STEP);
    this.lookedAt = at;
    const eased = blendViewports(this.view, target, 1 - Math.exp(-step / EASE));
    this.arrived = this.abrupt || this.calm() || looksSame(eased, target);
    this.abrupt = false;
    this.view = this.arrived ? target : eased;
    return this.view;
  }

  /** Shows `factor` times as much time while the moment `at` stays where it is. */
  zoom(factor: number, at: number): void {
    this.jump(zoomViewport(this.target(), factor, at, this.stage));
  }

  /** Moves by milliseconds. */
  pan(delta: number): void {
    this.jump(panViewport(this.target(), delta, this.stage));
  }

  /** Shows exactly this span. */
  show(view: Viewport): void {
    this.jump(clampViewport(view, this.stage));
  }

  /** Eases to the listed calls, and from there to the whole run. */
  easeToFit(): void {
    this.wanted = this.wanted === 'rows' ? 'run' : 'rows';
  }

  /** Zooms about the middle of the view, or about a moment when it is in view. */
  easeZoom(factor: number, about: number | undefined): void {
    const { start, end } = this.target();
    const inView = about !== undefined && about >= start && about <= end;
    this.choose(zoomViewport({ start, end }, factor, inView ? about : (start + end) / 2, this.stage));
  }

  /** Moves by a share of the view. */
  easePan(share: number): void {
    const { start, end } = this.target();
    this.choose(panViewport({ start, end }, (end - start) * share, this.stage));
  }

  /** Frames a span of the run. */
  easeTo(start: number, end: number): void {
    this.choose(frameViewport(start, end, this.stage));
  }

  private target(): Viewport {
    if (this.wanted === 'rows') return fitRows(this.stage);
    return this.wanted === 'run' ? fitRun(this.stage) : clampViewport(this.wanted, this.stage);
  }

  private jump(view: Viewport): void {
    this.abrupt = true;
    this.choose(view);
  }

  /** A span as wide as the whole run is the wish to see the whole run. */
  private choose(view: Viewport): void {
    const isAll = lengthOf(view) >= lengthOf(fitRun(this.stage)) * 0.999;
    this.wanted = isAll ? 'run' : view;
  }
}
