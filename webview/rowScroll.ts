import { ROW_HEIGHT, scrollToRow } from './rowWindow';

/** Where the rows are scrolled to. Wishes are granted after the next drawing: rows must be there to be scrolled to. */
export class RowScroll {
  private wish: (() => number) | undefined;

  constructor(private readonly scroller: HTMLElement) {}

  get top(): number {
    return this.scroller.scrollTop;
  }

  /** Whether the last row is in view, as it is while there are few. */
  get isAtEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollTop + clientHeight > scrollHeight - ROW_HEIGHT;
  }

  to(top: number): void {
    this.wish = () => top;
  }

  toEnd(): void {
    this.wish = () => this.scroller.scrollHeight;
  }

  /** Scrolls as little as is needed to bring a row into view. */
  toRow(row: number): void {
    if (row >= 0) this.wish = () => scrollToRow(row, this.scroller.scrollTop, this.scroller.clientHeight);
  }

  /** Grants the last wish. */
  settle(): void {
    if (this.wish) this.scroller.scrollTop = this.wish();
    this.wish = undefined;
  }
}
