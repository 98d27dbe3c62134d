import type { OutputItem, Usage } from './behaviour';
import { countTokens, splitTokens } from './tokens';
import type { AnswerItem } from './wire/wireStyle';

/** One item of output as the model makes it. */
export interface MadeItem {
  readonly item: AnswerItem;
  /** Tokens made, streamed or not; each takes its time. */
  readonly tokens: number;
  readonly reasoningTokens: number;
  readonly deltas: readonly MadeDelta[];
}

export interface MadeDelta {
  /** The token of its item with which the delta is due. */
  readonly offset: number;
  readonly text: string;
  readonly tokens: number;
}

/** Resolves a script's output into items with ids, tokens and deltas of `perChunk` tokens. */
export function makeOutput(output: readonly OutputItem[], idPrefix: string, perChunk: number): MadeItem[] {
  return output.map((entry, index) => makeItem(entry, `${idPrefix}_${index}`, perChunk));
}

function makeItem(output: OutputItem, id: string, perChunk: number): MadeItem {
  if ('text' in output) return makeStreamed({ type: 'text', text: output.text, name: '', id }, perChunk);
  if ('refusal' in output)
    return makeStreamed({ type: 'refusal', text: output.refusal, name: '', id }, perChunk);
  if ('reasoning' in output)
    return makeStreamed({ type: 'reasoning', text: output.reasoning, name: '', id }, perChunk);
  if ('toolCall' in output) {
    const text = JSON.stringify(output.toolCall.arguments);
    return makeStreamed({ type: 'toolCall', text, name: output.toolCall.name, id }, perChunk);
  }
  if ('reasoningSummary' in output) return makeSummary(output.reasoningSummary, output.tokens, id, perChunk);
  const tokens = output.hiddenReasoningTokens;
  return {
    item: { type: 'hiddenReasoning', text: '', name: '', id },
    tokens,
    reasoningTokens: tokens,
    deltas: [],
  };
}

function makeStreamed(item: AnswerItem, perChunk: number): MadeItem {
  const nameTokens = countTokens(item.name);
  const texts = splitTokens(item.text);
  const deltas = chunk(texts, perChunk).map((part, index) => ({
    offset: nameTokens + index * perChunk,
    text: part.join(''),
    tokens: part.length,
  }));
  const reasoningTokens = item.type === 'reasoning' ? texts.length : 0;
  return { item, tokens: nameTokens + texts.length, reasoningTokens, deltas };
}

/** A summary is spread over the time of the thinking; its words are not the tokens that are billed. */
function makeSummary(text: string, tokens: number, id: string, perChunk: number): MadeItem {
  const parts = chunk(splitTokens(text), perChunk);
  const deltas = parts.map((part, index) => ({
    offset: Math.floor((index * tokens) / parts.length),
    text: part.join(''),
    tokens: 0,
  }));
  return { item: { type: 'reasoningSummary', text, name: '', id }, tokens, reasoningTokens: tokens, deltas };
}

function chunk<T>(list: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
  return chunks;
}

/** Tokens of all items, made before the end whether streamed or not. */
export function countOutput(made: readonly MadeItem[]): Pick<Usage, 'outputTokens' | 'reasoningTokens'> {
  return {
    outputTokens: made.reduce((sum, { tokens }) => sum + tokens, 0),
    reasoningTokens: made.reduce((sum, { reasoningTokens }) => sum + reasoningTokens, 0),
  };
}
