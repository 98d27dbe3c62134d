import { countTokens } from '../tokens';
import { readChatPrompt } from './chatPrompt';
import { encodeOpenaiError, obfuscation, openaiHeaders } from './openaiHeaders';
import {
  type AnswerContext,
  type AnswerItem,
  dataEvent,
  eventStreamType,
  type Frame,
  type Json,
  type StreamEncoder,
  type WireStyle,
} from './wireStyle';

/** OpenAI Chat Completions: `POST /v1/chat/completions`, data-only events, `[DONE]` at the end. */
export const openaiChat: WireStyle = {
  id: 'openai.chat',
  path: /^\/v1\/chat\/completions$/,
  streamType: eventStreamType,
  cachePolicy: { blockTokens: 128, minTokens: 1024 },
  readPrompt: readChatPrompt,
  headers: openaiHeaders,
  createEncoder: (context) => new ChatEncoder(context),
  encodeWhole,
  encodeError: encodeOpenaiError,
};

class ChatEncoder implements StreamEncoder {
  private readonly withUsage: boolean;
  private toolIndex = -1;

  constructor(private readonly context: AnswerContext) {
    const options = context.body.stream_options as { include_usage?: boolean } | undefined;
    this.withUsage = options?.include_usage === true;
  }

  open(): Frame[] {
    const onlyTools = this.context.items.every((item) => item.type === 'toolCall');
    const content = onlyTools && this.context.items.length > 0 ? null : '';
    return [this.frame('preamble', 0, { role: 'assistant', content, refusal: null })];
  }

  begin(item: AnswerItem): Frame[] {
    if (item.type !== 'toolCall') return [];
    this.toolIndex += 1;
    const call = { id: `call_${item.id}`, type: 'function', function: { name: item.name, arguments: '' } };
    const delta = { tool_calls: [{ index: this.toolIndex, ...call }] };
    return [this.frame('toolCall', countTokens(item.name), delta)];
  }

  delta(item: AnswerItem, _index: number, text: string, tokens: number): Frame[] {
    switch (item.type) {
      case 'text':
        return [this.frame('text', tokens, { content: text }, text)];
      case 'refusal':
        return [this.frame('refusal', tokens, { refusal: text }, text)];
      case 'reasoning':
      case 'reasoningSummary':
        return [this.frame('reasoning', tokens, { reasoning_content: text }, text)];
      case 'toolCall': {
        const call = { index: this.toolIndex, function: { arguments: text } };
        return [this.frame('toolCall', tokens, { tool_calls: [call] }, text)];
      }
      case 'hiddenReasoning':
        return [];
    }
  }

  end(): Frame[] {
    return [];
  }

  close(): Frame[] {
    const frames = [this.frame('finish', 0, {}, undefined, finishReason(this.context))];
    if (this.withUsage) {
      const chunk = { ...this.envelope(), choices: [], ...reportOf(this.context) };
      frames.push({ kind: 'usage', tokens: 0, text: dataEvent(chunk) });
    }
    frames.push({ kind: 'end', tokens: 0, text: dataEvent('[DONE]') });
    return frames;
  }

  keepalive(): Frame {
    return { kind: 'keepalive', tokens: 0, text: ': keep-alive\n\n' };
  }

  fail(): Frame[] {
    return [{ kind: 'error', tokens: 0, text: dataEvent(encodeOpenaiError(500)) }];
  }

  private frame(
    kind: Frame['kind'],
    tokens: number,
    delta: Json,
    padFor?: string,
    finish: string | null = null,
  ): Frame {
    const chunk = {
      ...this.envelope(),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(this.withUsage ? { usage: null } : {}),
      ...(padFor === undefined ? {} : obfuscation(this.context.body, padFor)),
    };
    return { kind, tokens, text: dataEvent(chunk) };
  }

  private envelope(): Json {
    return { ...envelope(this.context), object: 'chat.completion.chunk' };
  }
}

function encodeWhole(context: AnswerContext): Json {
  const texts = (type: AnswerItem['type']) =>
    context.items
      .filter((item) => item.type === type)
      .map((item) => item.text)
      .join('');
  const calls = context.items
    .filter((item) => item.type === 'toolCall')
    .map((item) => ({
      id: `call_${item.id}`,
      type: 'function',
      function: { name: item.name, arguments: item.text },
    }));
  const reasoning = texts('reasoning');
  const message = {
    role: 'assistant',
    content: texts('text') || null,
    refusal: texts('refusal') || null,
    annotations: [],
    ...(reasoning ? { reasoning_content: reasoning } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  return {
    ...envelope(context),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(context) }],
    ...reportOf(context),
  };
}

function envelope(context: AnswerContext): Json {
  return {
    id: `chatcmpl-${context.id}`,
    created: context.createdAt,
    model: context.model,
    service_tier: 'default',
    system_fingerprint: 'fp_simulated',
  };
}

function finishReason(context: AnswerContext): string {
  if (context.finish === 'length') return 'length';
  return context.items.some((item) => item.type === 'toolCall') ? 'tool_calls' : 'stop';
}

/** Usage, and what the server tells of its own work. */
function reportOf(context: AnswerContext): Json {
  return { usage: chatUsage(context), ...context.serverFigures };
}

function chatUsage({ usage }: AnswerContext): Json {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
