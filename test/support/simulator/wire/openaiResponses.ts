import { countTokens } from '../tokens';
import { encodeOpenaiError, obfuscation, openaiHeaders } from './openaiHeaders';
import { listOf, renderParts, textOf } from './promptText';
import { finalStatus, outputItem, partOf, response } from './responsesObjects';
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

/** OpenAI Responses: `POST /v1/responses`, events named by their type, the terminal one carries all. */
export const openaiResponses: WireStyle = {
  id: 'openai.responses',
  path: /^\/v1\/responses$/,
  streamType: eventStreamType,
  cachePolicy: { blockTokens: 128, minTokens: 1024 },
  readPrompt,
  headers: openaiHeaders,
  createEncoder: (context) => new ResponsesEncoder(context),
  encodeWhole: (context) => response(context, finalStatus(context)),
  encodeError: encodeOpenaiError,
};

function readPrompt(body: Json): Prompt {
  const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : listOf(body.input);
  const instructions = typeof body.instructions === 'string' ? body.instructions : '';
  return {
    model: String(body.model),
    stream: body.stream === true,
    system: instructions,
    firstUserText: textOf(input.find((item) => item.role === 'user')?.content),
    toolResults: input.filter((item) => item.type === 'function_call_output').length,
    cacheable: renderParts([...listOf(body.tools), instructions, ...input]),
    rest: '',
  };
}

class ResponsesEncoder implements StreamEncoder {
  private sequence = 0;

  constructor(private readonly context: AnswerContext) {}

  open(): Frame[] {
    const pending = response(this.context, 'in_progress');
    return [
      this.frame('preamble', 'response.created', { response: pending }),
      this.frame('preamble', 'response.in_progress', { response: pending }),
    ];
  }

  begin(item: AnswerItem, index: number): Frame[] {
    const kind = item.type === 'toolCall' ? 'toolCall' : 'structure';
    const started = outputItem(item, 'in_progress');
    const frames = [
      this.frame(
        kind,
        'response.output_item.added',
        { output_index: index, item: started },
        countTokens(item.name),
      ),
    ];
    const part = partOf(item);
    if (part) {
      const event = { ...part.place(item, index), part: part.value('') };
      frames.push(this.frame('structure', `response.${part.name}.added`, event));
    }
    return frames;
  }

  delta(item: AnswerItem, index: number, text: string, tokens: number): Frame[] {
    const name = deltaName(item);
    if (name === undefined) return [];
    const place = partOf(item)?.place(item, index) ?? { item_id: item.id, output_index: index };
    const event = { ...place, delta: text, ...obfuscation(this.context.body, text) };
    return [this.frame(deltaKind(item), `response.${name}.delta`, event, tokens)];
  }

  end(item: AnswerItem, index: number): Frame[] {
    const frames: Frame[] = [];
    const name = deltaName(item);
    const part = partOf(item);
    const place = part?.place(item, index) ?? { item_id: item.id, output_index: index };
    if (name !== undefined) {
      frames.push(
        this.frame('structure', `response.${name}.done`, { ...place, [doneField(item)]: item.text }),
      );
    }
    if (part) {
      frames.push(
        this.frame('structure', `response.${part.name}.done`, { ...place, part: part.value(item.text) }),
      );
    }
    const done = { output_index: index, item: outputItem(item, 'completed') };
    frames.push(this.frame('structure', 'response.output_item.done', done));
    return frames;
  }

  close(): Frame[] {
    const status = finalStatus(this.context);
    return [this.frame('end', `response.${status}`, { response: response(this.context, status) })];
  }

  keepalive(): Frame {
    return this.frame('keepalive', 'keepalive', {});
  }

  fail(): Frame[] {
    const error = { code: 'server_error', message: 'The simulator failed this response.' };
    const failed = { ...response(this.context, 'failed'), error, output: [], usage: null };
    return [
      this.frame('error', 'error', { ...error, param: null }),
      this.frame('error', 'response.failed', { response: failed }),
    ];
  }

  private frame(kind: Frame['kind'], type: string, fields: Json, tokens = 0): Frame {
    const payload = { type, sequence_number: this.sequence, ...fields };
    this.sequence += 1;
    return { kind, tokens, text: namedEvent(payload) };
  }
}

const deltaNames: { readonly [type in AnswerItem['type']]?: string } = {
  text: 'output_text',
  refusal: 'refusal',
  reasoning: 'reasoning_text',
  reasoningSummary: 'reasoning_summary_text',
  toolCall: 'function_call_arguments',
};

function deltaName(item: AnswerItem): string | undefined {
  return deltaNames[item.type];
}

function deltaKind({ type }: AnswerItem): Frame['kind'] {
  if (type === 'text' || type === 'refusal' || type === 'toolCall') return type;
  return 'reasoning';
}

function doneField({ type }: AnswerItem): string {
  if (type === 'toolCall') return 'arguments';
  return type === 'refusal' ? 'refusal' : 'text';
}
