import { countTokens } from '../tokens';
import { listOf, renderParts, textOf } from './promptText';
import {
  type AnswerContext,
  type AnswerItem,
  eventStreamType,
  type Frame,
  type Json,
  type Prompt,
  type StreamEncoder,
  type WireStyle,
} from './wireStyle';

/**
 * Gemini: `POST /v1beta/models/{model}:streamGenerateContent?alt=sse` and `:generateContent`. Every event is a whole
 * answer that holds what is new, with the usage so far; calls of tools come in one piece; nothing marks the end.
 */
export const geminiGenerate: WireStyle = {
  id: 'gemini.generate',
  path: /^\/v1(beta)?\/models\/[^/]+:(streamGenerateContent|generateContent)$/,
  streamType: eventStreamType,
  cachePolicy: { blockTokens: 128, minTokens: 1024 },
  readPrompt,
  headers: (_id, processingMs) => ({ 'server-timing': `gfet4t7; dur=${Math.round(processingMs)}` }),
  createEncoder: (context) => new GenerateEncoder(context),
  encodeWhole: (context) =>
    answer(context, context.items.map(wholePart), context.usage.outputTokens, finishReason(context)),
  encodeError,
};

function readPrompt(body: Json, path: string): Prompt {
  const [, model = '', method] = /\/models\/([^/]+):(\w+)$/.exec(path) ?? [];
  const contents = listOf(body.contents);
  const parts = contents.flatMap((content) => listOf(content.parts));
  const instruction = body.systemInstruction as Json | undefined;
  return {
    model,
    stream: method === 'streamGenerateContent',
    system: textOf(instruction?.parts),
    firstUserText: textOf(contents.find((content) => content.role === 'user')?.parts),
    toolResults: parts.filter((part) => part.functionResponse).length,
    cacheable: renderParts([...listOf(body.tools), instruction ?? {}, ...contents]),
    rest: '',
  };
}

class GenerateEncoder implements StreamEncoder {
  /** Tokens of answer and calls so far; thoughts are counted as a whole from the beginning. */
  private visibleTokens = 0;

  constructor(private readonly context: AnswerContext) {}

  open(): Frame[] {
    return [];
  }

  begin(): Frame[] {
    return [];
  }

  delta(item: AnswerItem, _index: number, text: string, tokens: number): Frame[] {
    if (item.type === 'toolCall' || item.type === 'hiddenReasoning') return [];
    return [this.frame(isThought(item) ? 'reasoning' : 'text', { ...wholePart(item), text }, tokens)];
  }

  end(item: AnswerItem): Frame[] {
    if (item.type !== 'toolCall') return [];
    return [this.frame('toolCall', wholePart(item), countTokens(item.name) + countTokens(item.text))];
  }

  close(): Frame[] {
    const { outputTokens } = this.context.usage;
    const last = answer(this.context, [{ text: '' }], outputTokens, finishReason(this.context));
    return [{ kind: 'finish', tokens: 0, text: toEvent(last) }];
  }

  /** Nothing of the kind is known of Gemini; a proxy may send it. */
  keepalive(): Frame {
    return { kind: 'keepalive', tokens: 0, text: ': keep-alive\r\n\r\n' };
  }

  fail(): Frame[] {
    return [{ kind: 'error', tokens: 0, text: toEvent(encodeError(503)) }];
  }

  private frame(kind: Frame['kind'], part: Json, tokens: number): Frame {
    if (kind !== 'reasoning') this.visibleTokens += tokens;
    const made = this.visibleTokens + this.context.usage.reasoningTokens;
    return { kind, tokens, text: toEvent(answer(this.context, [part], made)) };
  }
}

function toEvent(payload: Json): string {
  return `data: ${JSON.stringify(payload)}\r\n\r\n`;
}

/** @param outputTokens made so far, thoughts included */
function answer(context: AnswerContext, parts: readonly Json[], outputTokens: number, reason?: string): Json {
  const { inputTokens, cachedTokens, reasoningTokens } = context.usage;
  return {
    candidates: [{ content: { parts, role: 'model' }, ...(reason && { finishReason: reason }), index: 0 }],
    usageMetadata: {
      promptTokenCount: inputTokens,
      candidatesTokenCount: outputTokens - reasoningTokens,
      totalTokenCount: inputTokens + outputTokens,
      ...(reasoningTokens > 0 && { thoughtsTokenCount: reasoningTokens }),
      ...(cachedTokens > 0 && { cachedContentTokenCount: cachedTokens }),
    },
    modelVersion: context.model,
    responseId: `gr-${context.id}`,
  };
}

function wholePart(item: AnswerItem): Json {
  if (item.type === 'toolCall') {
    return { functionCall: { id: item.id, name: item.name, args: JSON.parse(item.text) } };
  }
  return isThought(item) ? { text: item.text, thought: true } : { text: item.text };
}

function isThought({ type }: AnswerItem): boolean {
  return type === 'reasoning' || type === 'reasoningSummary' || type === 'hiddenReasoning';
}

function finishReason({ finish, items }: AnswerContext): string {
  if (finish === 'length') return 'MAX_TOKENS';
  return items.some((item) => item.type === 'refusal') ? 'SAFETY' : 'STOP';
}

function encodeError(code: number): Json {
  const [status, message] = errors[code] ?? ['UNKNOWN', `The simulator answered with status ${code}.`];
  return { error: { code, message, status } };
}

const errors: { readonly [code: number]: readonly [status: string, message: string] } = {
  400: ['INVALID_ARGUMENT', 'The simulator refused this request.'],
  401: ['UNAUTHENTICATED', 'The simulator refused this key.'],
  404: ['NOT_FOUND', 'The simulator has no such model.'],
  429: ['RESOURCE_EXHAUSTED', 'This request would go over the quota.'],
  500: ['INTERNAL', 'The simulator failed.'],
  503: ['UNAVAILABLE', 'The model is overloaded.'],
};
