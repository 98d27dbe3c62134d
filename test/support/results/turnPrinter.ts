/** Prints at once when it is its turn, and keeps until then what is to be printed. */
export class TurnPrinter {
  private waiting: string[] | undefined = [];

  /** @param turn resolves when those before have said all */
  constructor(
    turn: Promise<unknown>,
    private readonly printNow: (line: string) => void,
  ) {
    void turn.finally(() => this.begin());
  }

  readonly print = (line: string): void => {
    if (this.waiting) this.waiting.push(line);
    else this.printNow(line);
  };

  private begin(): void {
    for (const line of this.waiting ?? []) this.printNow(line);
    this.waiting = undefined;
  }
}
