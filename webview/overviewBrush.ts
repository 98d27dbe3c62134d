import { build } from './dom';
import { pixelToTime, timeToPixel, type Viewport } from './viewport';

/** What a drag takes hold of. */
type Grip = 'start' | 'end' | 'window' | 'new';

/** Pixels of movement from which on a press is a drag. */
const DRAG_THRESHOLD = 3;
/** A frame that leaves out less than this, in pixels, shows everything and needs no handles. */
const SNAP = 14;

/** The frame on the overview that shows, and sets, what the waterfall shows. */
export class OverviewBrush {
  private readonly frame = build(
    'div',
    { className: 'brush' },
    build('div', { className: 'grip', data: { grip: 'start' } }),
    build('div', { className: 'grip', data: { grip: 'end' } }),
  );
  private readonly shades = [
    build('div', { className: 'shade' }),
    build('div', { className: 'shade' }),
  ] as const;
  private view: Viewport = { start: 0, end: 1 };
  private all: Viewport = { start: 0, end: 1 };
  private width = 1;

  /** @param show called with every span the person drags up */
  constructor(
    private readonly host: HTMLElement,
    private readonly show: (view: Viewport) => void,
  ) {
    host.append(...this.shades, this.frame);
    host.addEventListener('pointerdown', (event) => this.begin(event));
  }

  draw(view: Viewport, all: Viewport, width: number): void {
    Object.assign(this, { view, all, width });
    const left = timeToPixel(view.start, all, width);
    const right = timeToPixel(view.end, all, width);
    place(this.frame, left, right);
    place(this.shades[0], 0, left);
    place(this.shades[1], right, width);
    this.host.classList.toggle('whole', right - left > width - SNAP);
  }

  private begin(down: PointerEvent): void {
    if (down.button !== 0) return;
    const origin = this.host.getBoundingClientRect().left;
    const timeOf = (event: PointerEvent) => pixelToTime(event.clientX - origin, this.all, this.width);
    const grip = this.gripOf(down);
    const { view } = this;
    const from = timeOf(down);
    let moved = false;
    const move = (event: PointerEvent) => {
      moved ||= Math.abs(event.clientX - down.clientX) > DRAG_THRESHOLD;
      if (moved) this.show(dragged(grip, view, from, timeOf(event)));
    };
    this.host.setPointerCapture(down.pointerId);
    this.host.addEventListener('pointermove', move);
    this.host.addEventListener(
      'lostpointercapture',
      () => this.host.removeEventListener('pointermove', move),
      {
        once: true,
      },
    );
  }

  /** Where everything is in view there is no frame to move: a drag draws a new one. */
  private gripOf({ target }: PointerEvent): Grip {
    if (!(target instanceof HTMLElement) || this.host.classList.contains('whole')) return 'new';
    return (target.dataset.grip as Grip | undefined) ?? (target === this.frame ? 'window' : 'new');
  }
}

function dragged(grip: Grip, view: Viewport, from: number, to: number): Viewport {
  switch (grip) {
    case 'start':
      return ordered(to, view.end);
    case 'end':
      return ordered(view.start, to);
    case 'window':
      return { start: view.start + to - from, end: view.end + to - from };
    case 'new':
      return ordered(from, to);
  }
}

function ordered(a: number, b: number): Viewport {
  return { start: Math.min(a, b), end: Math.max(a, b) };
}

function place(node: HTMLElement, left: number, right: number): void {
  node.style.transform = `translateX(${left}px)`;
  node.style.width = `${Math.max(right - left, 0)}px`;
}
