import type { History } from '../../base/history';
import type { Attempt } from '../../model/attempt';
import type { Call } from '../../model/call';
import type { PromptPart } from '../../model/prompt';
import type { Need } from './findNeeds';

/** Finds the calls whose answers a request speaks of, by what it calls them. */
export class AnswerIndex {
  private readonly byToolCall = new Map<string, number>();
  private readonly byResponse = new Map<string, number>();
  private readonly byAttempt = new Map<string, number>();

  /** @param history that takes back what was added */
  constructor(private readonly history: History) {}

  /** Takes a call's answers in. Of several that give one name, the last is meant. */
  add({ attempts }: Call, index: number): void {
    for (const { id, response } of attempts) {
      this.history.set(this.byAttempt, id, index);
      if (!response) continue;
      if (response.responseId !== undefined) this.history.set(this.byResponse, response.responseId, index);
      for (const tool of response.toolCalls) {
        if (tool.id !== undefined) this.history.set(this.byToolCall, tool.id, index);
      }
    }
  }

  /** Tells what a call's requests need, the strongest reason first. */
  tell({ attempts }: Call, note: (from: number | undefined, why: Need['why']) => void): void {
    for (const attempt of attempts) this.tellAttempt(attempt, note);
    for (const { quotes } of attempts) {
      for (const id of quotes ?? []) note(this.byAttempt.get(id), 'quote');
    }
  }

  private tellAttempt(
    { request: { prompt = [], continuesResponse } }: Attempt,
    note: (from: number | undefined, why: Need['why']) => void,
  ): void {
    for (let index = firstNew(prompt); index < prompt.length; index++) {
      const { kind, toolCalls } = prompt[index] as PromptPart;
      if (kind !== 'toolResult' || !toolCalls) continue;
      for (const id of toolCalls) note(this.byToolCall.get(id), 'toolResult');
    }
    if (continuesResponse !== undefined) note(this.byResponse.get(continuesResponse), 'conversation');
  }
}

/** Where the parts begin that stand after the last answer in a prompt: earlier results were brought before. */
function firstNew(prompt: readonly PromptPart[]): number {
  let index = prompt.length;
  while (index > 0 && prompt[index - 1]?.kind !== 'assistant') index--;
  return index;
}
