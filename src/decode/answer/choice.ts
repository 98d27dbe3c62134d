import { KeptText, type TextBudget } from './keptText';
import { ToolCalls } from './toolCalls';

/** What one choice has said so far. */
export class Choice {
  readonly text: KeptText;
  readonly reasoning: KeptText;
  readonly refusal: KeptText;
  readonly tools: ToolCalls;

  constructor(budget: TextBudget) {
    this.text = new KeptText(budget);
    this.reasoning = new KeptText(budget);
    this.refusal = new KeptText(budget);
    this.tools = new ToolCalls(budget);
  }
}
