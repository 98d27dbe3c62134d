import { countTokens } from '../tokens';
import { readChatPrompt } from './chatPrompt';
import type { AnswerContext, AnswerItem, Frame, Json, StreamEncoder, WireStyle } from './wireStyle';

/** Ollama's native chat: `POST /api/chat`, a line of JSON an event, streamed unless told not to. */
export const ollamaChat: WireStyle = {
  id: 'ollama.chat',
  path: /^\/api\/chat$/,
  streamType: 'application/x-ndjson',
  cachePolicy: { blockTokens: 1, minTokens: 1 },
  readPrompt: (body) => ({ ...readChatPrompt(body), stream: body.stream !== false }),
  headers: () => ({}),
  createEncoder: (context) => new OllamaEncoder(context),
  encodeWhole: (context) => ({ ...line(context, message(context.items)), ...ending(context) }),
  encodeError,
};

class OllamaEncoder implements StreamEncoder {
  constructor(private readonly context: AnswerContext) {}

  open(): Frame[] {
    return [];
  }

  begin(): Frame[] {
    return [];
  }

  /** Tool calls come whole, when they are finished. */
  delta(item: AnswerItem, _index: number, text: string, tokens: number): Frame[] {
    switch (item.type) {
      case 'text':
      case 'refusal':
        return [this.frame('text', { ...empty, content: text }, tokens)];
      case 'reasoning':
      case 'reasoningSummary':
        return [this.frame('reasoning', { ...empty, thinking: text }, tokens)];
      case 'toolCall':
      case 'hiddenReasoning':
        return [];
    }
  }

  end(item: AnswerItem): Frame[] {
    if (item.type !== 'toolCall') return [];
    return [this.frame('toolCall', message([item]), countTokens(item.name) + countTokens(item.text))];
  }

  close(): Frame[] {
    return [
      { kind: 'end', tokens: 0, text: toLine({ ...line(this.context, empty), ...ending(this.context) }) },
    ];
  }

  /** A blank line, which says nothing: Ollama itself has none. */
  keepalive(): Frame {
    return { kind: 'keepalive', tokens: 0, text: '\n' };
  }

  fail(): Frame[] {
    return [{ kind: 'error', tokens: 0, text: toLine(encodeError(500)) }];
  }

  private frame(kind: Frame['kind'], said: Json, tokens: number): Frame {
    return { kind, tokens, text: toLine({ ...line(this.context, said), done: false }) };
  }
}

const empty = { role: 'assistant', content: '' };

function toLine(value: Json): string {
  return `${JSON.stringify(value)}\n`;
}

function line({ model, createdAt }: AnswerContext, said: Json): Json {
  return { model, created_at: new Date(createdAt * 1000).toISOString(), message: said };
}

function message(items: readonly AnswerItem[]): Json {
  const textsOf = (...types: readonly AnswerItem['type'][]) =>
    items
      .filter(({ type }) => types.includes(type))
      .map(({ text }) => text)
      .join('');
  const thinking = textsOf('reasoning', 'reasoningSummary');
  const calls = items
    .filter(({ type }) => type === 'toolCall')
    .map(({ name, text, id }) => ({ id: `call_${id}`, function: { name, arguments: JSON.parse(text) } }));
  return {
    role: 'assistant',
    content: textsOf('text', 'refusal'),
    ...(thinking && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** The last line's own members. What is zero is left out, as the server does. */
function ending({ finish, usage, serverFigures }: AnswerContext): Json {
  return {
    done: true,
    done_reason: finish ?? 'stop',
    ...(usage.inputTokens > 0 && { prompt_eval_count: usage.inputTokens }),
    ...(usage.outputTokens > 0 && { eval_count: usage.outputTokens }),
    ...serverFigures,
  };
}

function encodeError(status: number): Json {
  return { error: status === 404 ? 'model not found' : `The simulator answered with status ${status}.` };
}
