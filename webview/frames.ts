/** Has something drawn once a frame at most, however often it is asked for. */
export class Frames {
  private isAsked = false;

  /** @param draw at a moment of the page's clock, in ms; tells whether something moves, so that the next frame is drawn too */
  constructor(private readonly draw: (at: number) => boolean) {}

  ask(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    requestAnimationFrame((at) => {
      this.isAsked = false;
      if (this.draw(at)) this.ask();
    });
  }
}
