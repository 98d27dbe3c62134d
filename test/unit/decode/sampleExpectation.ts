import type { DecodedResponse } from '../../../src/decode/wireDecoder';
import { EventFlag, OUTPUT_FLAGS, type StreamEvent, VISIBLE_FLAGS } from '../../../src/model/streamEvent';
import type { Sample } from './samples';

/** What a sample expects, its times apart. Arguments of tool calls are compared as values, not as spelt. */
export function expectedContent({ expect }: Sample): Record<string, unknown> {
  const { timing: _, toolCalls, ...rest } = expect;
  const calls = (toolCalls as Record<string, unknown>[]).map(
    ({ arguments: text, argumentsObject, ...call }) => ({
      ...call,
      arguments: argumentsObject ?? JSON.parse(String(text)),
    }),
  );
  return { retryAfterMs: null, ...rest, toolCalls: calls };
}

/** A decoded response in the same form. */
export function decodedContent(decoded: DecodedResponse, outcome: string): Record<string, unknown> {
  const { events } = decoded;
  return {
    outcome,
    text: decoded.text,
    reasoning: decoded.reasoning,
    refusal: decoded.refusal,
    toolCalls: decoded.toolCalls.map(({ id = null, name, arguments: text }) => ({
      id,
      name,
      arguments: JSON.parse(text),
    })),
    commentCount: decoded.commentCount,
    pingCount: decoded.pingCount,
    eventCount: events.length,
    firstOutputEvent: firstIndex(events, OUTPUT_FLAGS),
    firstReasoningEvent: firstIndex(events, EventFlag.reasoning),
    firstContentEvent: firstIndex(events, EventFlag.text),
    firstToolCallEvent: firstIndex(events, EventFlag.toolStart),
    firstRefusalEvent: firstIndex(events, EventFlag.refusal),
    lastOutputEvent: lastIndex(events, OUTPUT_FLAGS),
    finishEvent: lastIndex(events, EventFlag.finish),
    usageEvent: lastIndex(events, EventFlag.usage),
    endMarker: decoded.endMarker,
    finishReason: decoded.finishReason,
    usage: decoded.usage,
    error: decoded.error,
    serverTimings: decoded.serverTimings,
    model: decoded.model,
    responseId: decoded.responseId,
    retryAfterMs: decoded.retryAfterMs,
  };
}

/** The times that a decoded response's reads and events give, in the form of a sample's. */
export function decodedTiming(decoded: DecodedResponse): Record<string, unknown> {
  const { events, reads, reasoningStream } = decoded;
  const at = (index: number | null) => (index === null ? null : (events[index]?.at ?? null));
  const times = {
    firstByteMs: reads[0]?.at ?? null,
    firstOutputMs: at(firstIndex(events, OUTPUT_FLAGS)),
    firstReasoningMs: at(firstIndex(events, EventFlag.reasoning)),
    firstVisibleMs: at(firstIndex(events, VISIBLE_FLAGS)),
    firstContentMs: at(firstIndex(events, EventFlag.text)),
    firstToolCallMs: at(firstIndex(events, EventFlag.toolStart)),
    lastOutputMs: at(lastIndex(events, OUTPUT_FLAGS)),
    finishMs: at(lastIndex(events, EventFlag.finish)),
    lastEventMs: at(events.length > 0 ? events.length - 1 : null),
  };
  const tokens = decoded.usage?.outputTokens;
  const hidden = decoded.usage?.reasoningTokens ?? (reasoningStream === 'none' ? 0 : undefined);
  const tpotAllMs = perToken(times.firstOutputMs, times.lastOutputMs, tokens);
  const visible = tokens === undefined || hidden === undefined ? undefined : tokens - hidden;
  const tpotVisibleMs = perToken(times.firstVisibleMs, times.lastOutputMs, visible);
  const isPartly = reasoningStream === 'summary' || reasoningStream === 'hidden';
  return {
    ...times,
    reasoningStream,
    tpotAllMs,
    tpotVisibleMs,
    tpotMs: isPartly ? tpotVisibleMs : tpotAllMs,
  };
}

/** Time per token after the first one, to four decimals. */
function perToken(from: number | null, to: number | null, tokens: number | undefined): number | null {
  if (from === null || to === null || from === to || tokens === undefined || tokens < 2) return null;
  return Math.round(((to - from) / (tokens - 1)) * 1e4) / 1e4;
}

function firstIndex(events: readonly StreamEvent[], flags: number): number | null {
  const index = events.findIndex((event) => (event.flags & flags) !== 0);
  return index === -1 ? null : index;
}

function lastIndex(events: readonly StreamEvent[], flags: number): number | null {
  const index = events.findLastIndex((event) => (event.flags & flags) !== 0);
  return index === -1 ? null : index;
}
