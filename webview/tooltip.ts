import { build } from './dom';

const GAP = 14;

/** One floating box for everything that is explained on hover or focus. */
export class Tooltip {
  private readonly node = build('div', {
    className: 'tooltip',
    role: 'tooltip',
    id: 'tooltip',
    hidden: true,
  });

  constructor() {
    document.body.append(this.node);
    this.explainDefinitions();
  }

  /** Shows content near a point of the window, on the side where there is room. */
  show(x: number, y: number, ...content: (Node | string)[]): void {
    this.node.replaceChildren(...content);
    this.node.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.node;
    const left = x + GAP + width > window.innerWidth ? x - GAP - width : x + GAP;
    const top = y + GAP + height > window.innerHeight ? y - GAP - height : y + GAP;
    this.node.style.transform = `translate(${Math.max(left, 4)}px, ${Math.max(top, 4)}px)`;
  }

  hide(): void {
    this.node.hidden = true;
  }

  /** Whatever carries a definition shows it while it is hovered or has the focus. */
  private explainDefinitions(): void {
    const explain = ({ target }: Event) => {
      const term = target instanceof Element ? target.closest<HTMLElement>('[data-definition]') : null;
      const definition = term?.dataset.definition;
      if (!term || !definition) return;
      const { left, bottom } = term.getBoundingClientRect();
      this.show(left - GAP, bottom - GAP / 2, build('p', { textContent: definition }));
    };
    const leave = ({ target }: Event) => {
      if (target instanceof Element && target.closest('[data-definition]')) this.hide();
    };
    for (const type of ['pointerover', 'focusin']) document.addEventListener(type, explain);
    for (const type of ['pointerout', 'focusout']) document.addEventListener(type, leave);
  }
}
