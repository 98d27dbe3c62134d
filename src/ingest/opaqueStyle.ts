import type { DecodedResponse, WireStyle } from '../decode/wireDecoder';
import type { BodyRead } from '../model/streamEvent';

/** Stands in where there is nothing to decode by: times and sizes are kept, everything else stays unknown. */
export function opaqueStyle(
  id: string,
  reason = `The style ${id} is recognised, but not decoded yet.`,
): WireStyle {
  return {
    id,
    describeRequest: (body) => ({ bytes: body.length, streamed: false }),
    openResponse() {
      const reads: BodyRead[] = [];
      let bytes = 0;
      return {
        push(piece, at) {
          reads.push({ at, bytes: piece.length });
          bytes += piece.length;
        },
        end() {},
        snapshot: () => ({ ...nothing, reads: reads.slice(), bytes, undecoded: reason }),
      };
    },
  };
}

const nothing: DecodedResponse = {
  reads: [],
  events: [],
  bytes: 0,
  commentCount: 0,
  pingCount: 0,
  text: '',
  textChars: 0,
  reasoning: '',
  reasoningChars: 0,
  refusal: '',
  toolCalls: [],
  finishReason: null,
  endMarker: null,
  usage: null,
  reasoningStream: 'none',
  model: null,
  responseId: null,
  error: null,
  serverTimings: null,
  retryAfterMs: null,
  streamed: false,
  undecoded: null,
  remarks: [],
};
