import type { Json } from '../wire/wireStyle';

/** Events of Responses that a Realtime session has no counterpart of. */
const unknownHere = new Set(['response.in_progress', 'keepalive', 'error']);
const lastTypes = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** Turns the events of a Responses stream into those of Realtime, for one response. */
export function toRealtime(responseId: string): (event: Json) => Json[] {
  let count = 0;
  return ({ sequence_number: _, ...event }) => {
    const type = String(event.type);
    if (unknownHere.has(type)) return [];
    const event_id = `event_${responseId}_${count++}`;
    if (lastTypes.has(type)) {
      return [{ type: 'response.done', event_id, response: realtimeResponse(event.response as Json) }];
    }
    if (type === 'response.created') {
      return [{ type, event_id, response: realtimeResponse(event.response as Json) }];
    }
    return [{ ...event, event_id, response_id: responseId }];
  };
}

/** The last event of a response that was called off. */
export function cancelledResponse(responseId: string, reason: string): Json {
  return {
    type: 'response.done',
    event_id: `event_${responseId}_cancelled`,
    response: {
      object: 'realtime.response',
      id: responseId,
      status: 'cancelled',
      status_details: { type: 'cancelled', reason },
      output: [],
      usage: { total_tokens: 12, input_tokens: 10, output_tokens: 2 },
    },
  };
}

function realtimeResponse({ id, status, error, incomplete_details, output, usage }: Json): Json {
  return {
    object: 'realtime.response',
    id,
    status,
    status_details: detailsOf(error as Json | null, incomplete_details as Json | null),
    output,
    usage: usage && realtimeUsage(usage as Json),
  };
}

function detailsOf(error: Json | null, incomplete: Json | null): Json | null {
  if (error) return { type: 'failed', error: { type: error.code, message: error.message } };
  return incomplete && { type: 'incomplete', reason: incomplete.reason };
}

function realtimeUsage({ total_tokens, input_tokens, output_tokens, input_tokens_details }: Json): Json {
  const { cached_tokens } = input_tokens_details as Json;
  return {
    total_tokens,
    input_tokens,
    output_tokens,
    input_token_details: { text_tokens: input_tokens, audio_tokens: 0, image_tokens: 0, cached_tokens },
    output_token_details: { text_tokens: output_tokens, audio_tokens: 0 },
  };
}
