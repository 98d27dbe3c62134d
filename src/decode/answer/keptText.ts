/** What is left of the characters that may be kept of one response; shared by all its texts. */
export interface TextBudget {
  left: number;
}

/** A text that grows. Its length is always right; what is kept of it ends where the budget does. */
export class KeptText {
  private kept = '';
  private length = 0;

  constructor(private readonly budget: TextBudget) {}

  get text(): string {
    return this.kept;
  }

  /** Characters that were added, kept or not. */
  get chars(): number {
    return this.length;
  }

  add(piece: string): void {
    this.length += piece.length;
    const part = piece.length > this.budget.left ? piece.slice(0, this.budget.left) : piece;
    this.budget.left -= part.length;
    this.kept += part;
  }
}
