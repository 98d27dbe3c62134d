import type { AnswerContext, AnswerItem, Json } from './wireStyle';

/** Where a response stands. */
export type ResponseStatus = 'in_progress' | 'completed' | 'incomplete' | 'failed';

/** The status that a response ends with. */
export function finalStatus(context: AnswerContext): ResponseStatus {
  return context.finish === 'length' ? 'incomplete' : 'completed';
}

/** The response object, as it is at the start and at the end of a stream and as a whole answer. */
export function response(context: AnswerContext, status: ResponseStatus): Json {
  const { body, usage } = context;
  const ended = status === 'completed' || status === 'incomplete';
  return {
    id: `resp_${context.id}`,
    object: 'response',
    created_at: context.createdAt,
    status,
    background: false,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    model: context.model,
    output: ended ? context.items.map((item) => outputItem(item, 'completed')) : [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: body.reasoning ?? { effort: null, summary: null },
    service_tier: 'default',
    store: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: body.tools ?? [],
    top_p: 1,
    truncation: 'disabled',
    usage: ended
      ? {
          input_tokens: usage.inputTokens,
          input_tokens_details: { cached_tokens: usage.cachedTokens },
          output_tokens: usage.outputTokens,
          output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
          total_tokens: usage.inputTokens + usage.outputTokens,
        }
      : null,
    metadata: {},
  };
}

/** One member of `output`. */
export function outputItem(item: AnswerItem, status: 'in_progress' | 'completed'): Json {
  const text = status === 'completed' ? item.text : '';
  switch (item.type) {
    case 'toolCall':
      return {
        id: item.id,
        type: 'function_call',
        status,
        arguments: text,
        call_id: `call_${item.id}`,
        name: item.name,
      };
    case 'text':
    case 'refusal': {
      const content = status === 'completed' ? [partOf(item)?.value(text)] : [];
      return { id: item.id, type: 'message', status, content, role: 'assistant' };
    }
    case 'reasoning': {
      const content = status === 'completed' ? [{ type: 'reasoning_text', text }] : [];
      return { id: item.id, type: 'reasoning', summary: [], content, status };
    }
    case 'reasoningSummary': {
      const summary = status === 'completed' ? [{ type: 'summary_text', text }] : [];
      return { id: item.id, type: 'reasoning', summary, status };
    }
    case 'hiddenReasoning':
      return { id: item.id, type: 'reasoning', summary: [], status };
  }
}

/** The part inside an output item that its deltas belong to. */
interface Part {
  readonly name: 'content_part' | 'reasoning_summary_part';
  place(item: AnswerItem, index: number): Json;
  value(text: string): Json;
}

const contentPlace = (item: AnswerItem, index: number) => ({
  item_id: item.id,
  output_index: index,
  content_index: 0,
});

const parts: { readonly [type in AnswerItem['type']]?: Part } = {
  text: {
    name: 'content_part',
    place: contentPlace,
    value: (text) => ({ type: 'output_text', annotations: [], logprobs: [], text }),
  },
  refusal: { name: 'content_part', place: contentPlace, value: (refusal) => ({ type: 'refusal', refusal }) },
  reasoning: {
    name: 'content_part',
    place: contentPlace,
    value: (text) => ({ type: 'reasoning_text', text }),
  },
  reasoningSummary: {
    name: 'reasoning_summary_part',
    place: (item, index) => ({ item_id: item.id, output_index: index, summary_index: 0 }),
    value: (text) => ({ type: 'summary_text', text }),
  },
};

export function partOf(item: AnswerItem): Part | undefined {
  return parts[item.type];
}
