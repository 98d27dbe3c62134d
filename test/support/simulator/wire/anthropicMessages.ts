import { countTokens } from '../tokens';
import { listOf, renderParts, textOf } from './promptText';
import {
  type AnswerContext,
  type AnswerItem,
  eventStreamType,
  type Frame,
  type Json,
  namedEvent,
  type Prompt,
  type StreamEncoder,
  type WireStyle,
} from './wireStyle';

/** Anthropic Messages: `POST /v1/messages`, events named by their type, content in blocks. */
export const anthropicMessages: WireStyle = {
  id: 'anthropic.messages',
  path: /^\/v1\/messages$/,
  streamType: eventStreamType,
  cachePolicy: { blockTokens: 32, minTokens: 1024 },
  readPrompt,
  headers,
  createEncoder: (context) => new MessagesEncoder(context),
  encodeWhole: (context) => ({
    ...message(context),
    content: context.items.map((item) => contentBlock(item, 'whole')),
    stop_reason: stopReason(context),
    usage: finalUsage(context),
  }),
  encodeError,
};

function readPrompt(body: Json): Prompt {
  const messages = listOf(body.messages);
  const system =
    typeof body.system === 'string' ? [{ type: 'text', text: body.system }] : listOf(body.system);
  const blocks = messages.flatMap((turn) =>
    typeof turn.content === 'string' ? [{ type: 'text', text: turn.content }] : listOf(turn.content),
  );
  const parts = [...listOf(body.tools), ...system, ...blocks];
  // Only what stands before a breakpoint is cached; a breakpoint on the request itself stands after its last block.
  const lastBreakpoint = body.cache_control
    ? parts.length - 1
    : parts.findLastIndex((part) => part.cache_control);
  return {
    model: String(body.model),
    stream: body.stream === true,
    system: textOf(system),
    firstUserText: textOf(messages.find((turn) => turn.role === 'user')?.content),
    toolResults: blocks.filter((block) => block.type === 'tool_result').length,
    cacheable: renderParts(parts.slice(0, lastBreakpoint + 1).map(withoutBreakpoint)),
    rest: renderParts(parts.slice(lastBreakpoint + 1)),
  };
}

/** A moved breakpoint does not change the prompt. */
function withoutBreakpoint({ cache_control, ...part }: Json): Json {
  return part;
}

function headers(id: string, processingMs: number): Record<string, string> {
  const reset = new Date(Date.now() + 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    'request-id': id,
    'anthropic-organization-id': 'simulated-org',
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '3999',
    'anthropic-ratelimit-requests-reset': reset,
    'anthropic-ratelimit-input-tokens-limit': '400000',
    'anthropic-ratelimit-input-tokens-remaining': '399000',
    'anthropic-ratelimit-input-tokens-reset': reset,
    'anthropic-ratelimit-output-tokens-limit': '80000',
    'anthropic-ratelimit-output-tokens-remaining': '79000',
    'anthropic-ratelimit-output-tokens-reset': reset,
    'x-envoy-upstream-service-time': String(Math.round(processingMs)),
  };
}

class MessagesEncoder implements StreamEncoder {
  constructor(private readonly context: AnswerContext) {}

  open(): Frame[] {
    // The output count at the start is a placeholder, as it is on the real wire.
    const started = { ...message(this.context), usage: { ...inputUsage(this.context), output_tokens: 1 } };
    return [frame('preamble', { type: 'message_start', message: started }), this.keepalive()];
  }

  begin(item: AnswerItem, index: number): Frame[] {
    const isCall = item.type === 'toolCall';
    const block = { type: 'content_block_start', index, content_block: contentBlock(item, 'start') };
    const started = frame(isCall ? 'toolCall' : 'structure', block, isCall ? countTokens(item.name) : 0);
    if (!isCall) return [started];
    return [started, deltaFrame('structure', index, { type: 'input_json_delta', partial_json: '' })];
  }

  delta(item: AnswerItem, index: number, text: string, tokens: number): Frame[] {
    switch (item.type) {
      case 'text':
      case 'refusal':
        return [deltaFrame('text', index, { type: 'text_delta', text }, tokens)];
      case 'reasoning':
      case 'reasoningSummary':
        return [deltaFrame('reasoning', index, { type: 'thinking_delta', thinking: text }, tokens)];
      case 'toolCall':
        return [deltaFrame('toolCall', index, { type: 'input_json_delta', partial_json: text }, tokens)];
      case 'hiddenReasoning':
        return [];
    }
  }

  end(item: AnswerItem, index: number): Frame[] {
    const signature = { type: 'signature_delta', signature: 'c2ltdWxhdGVk' };
    return [
      ...(isThinking(item) ? [deltaFrame('structure', index, signature)] : []),
      frame('structure', { type: 'content_block_stop', index }),
    ];
  }

  close(): Frame[] {
    const delta = { stop_reason: stopReason(this.context), stop_sequence: null };
    return [
      frame('finish', { type: 'message_delta', delta, usage: finalUsage(this.context) }),
      frame('end', { type: 'message_stop' }),
    ];
  }

  keepalive(): Frame {
    return frame('keepalive', { type: 'ping' });
  }

  fail(): Frame[] {
    return [frame('error', { ...encodeError(529, this.context.requestId), type: 'error' })];
  }
}

function frame(kind: Frame['kind'], payload: Json & { readonly type: string }, tokens = 0): Frame {
  return { kind, tokens, text: namedEvent(payload) };
}

function deltaFrame(kind: Frame['kind'], index: number, delta: Json, tokens = 0): Frame {
  return frame(kind, { type: 'content_block_delta', index, delta }, tokens);
}

function message(context: AnswerContext): Json {
  return {
    id: `msg_${context.id}`,
    type: 'message',
    role: 'assistant',
    model: context.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}

function contentBlock(item: AnswerItem, at: 'start' | 'whole'): Json {
  const text = at === 'whole' ? item.text : '';
  if (item.type === 'toolCall') {
    const input = at === 'whole' ? JSON.parse(item.text) : {};
    return { type: 'tool_use', id: `toolu_${item.id}`, name: item.name, input };
  }
  if (!isThinking(item)) return { type: 'text', text };
  return { type: 'thinking', thinking: text, signature: at === 'whole' ? 'c2ltdWxhdGVk' : '' };
}

function isThinking({ type }: AnswerItem): boolean {
  return type === 'reasoning' || type === 'reasoningSummary' || type === 'hiddenReasoning';
}

function stopReason({ finish, items }: AnswerContext): string {
  if (finish === 'length') return 'max_tokens';
  if (items.some((item) => item.type === 'refusal')) return 'refusal';
  return items.some((item) => item.type === 'toolCall') ? 'tool_use' : 'end_turn';
}

/** Anthropic's `input_tokens` are those that were neither read from the cache nor written to it. */
function inputUsage({ usage }: AnswerContext): Json {
  return {
    input_tokens: usage.inputTokens - usage.cachedTokens - usage.cacheWriteTokens,
    cache_creation_input_tokens: usage.cacheWriteTokens,
    cache_read_input_tokens: usage.cachedTokens,
    cache_creation: { ephemeral_5m_input_tokens: usage.cacheWriteTokens, ephemeral_1h_input_tokens: 0 },
    service_tier: 'standard',
  };
}

function finalUsage(context: AnswerContext): Json {
  const { outputTokens, reasoningTokens } = context.usage;
  const details = reasoningTokens > 0 ? { output_tokens_details: { thinking_tokens: reasoningTokens } } : {};
  return { ...inputUsage(context), output_tokens: outputTokens, ...details };
}

function encodeError(status: number, id: string): Json {
  const [type, text] = errors[status] ?? ['api_error', `The simulator answered with status ${status}.`];
  return { type: 'error', error: { type, message: text }, request_id: id };
}

const errors: { readonly [status: number]: readonly [type: string, message: string] } = {
  400: ['invalid_request_error', 'The simulator refused this request.'],
  401: ['authentication_error', 'The simulator refused this key.'],
  404: ['not_found_error', 'The simulator has no such model.'],
  429: ['rate_limit_error', 'This request would go over the rate limit.'],
  529: ['overloaded_error', 'Overloaded'],
};
