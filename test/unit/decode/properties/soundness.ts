import assert from 'node:assert/strict';
import { heldBackBody } from '../../../../src/decode/inflate/inflater';
import {
  maxErrorChars,
  maxKeptChars,
  maxListed,
  maxNameChars,
  maxParts,
} from '../../../../src/decode/limits';
import type { DecodedResponse } from '../../../../src/decode/wireDecoder';
import { EventFlag } from '../../../../src/model/streamEvent';

const allFlags = Object.values(EventFlag).reduce((sum: number, flag) => sum | flag, 0);

/** Checks what holds for every decoded response, whatever its bytes were. */
export function assertSound(decoded: DecodedResponse): void {
  assertTimes(decoded);
  assertCounts(decoded);
  assertCaps(decoded);
}

function assertTimes({ reads, events, bytes }: DecodedResponse): void {
  let sum = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const read of reads) {
    sum += read.bytes;
    assert.ok(read.at >= lastAt && read.bytes > 0, 'reads are in order');
    lastAt = read.at;
  }
  assert.equal(sum, bytes, 'reads add up to the body');
  let lastRead = 0;
  for (const { at, read, flags, chars } of events) {
    assert.ok(read >= lastRead && at === reads[read]?.at, 'an event has the time of its read, in order');
    assert.ok(isCount(chars) && (flags & ~allFlags) === 0, 'an event counts its characters');
    lastRead = read;
  }
}

function assertCounts(decoded: DecodedResponse): void {
  const { usage, toolCalls, serverTimings, retryAfterMs } = decoded;
  const counts = {
    ...usage,
    inputTokens: usage?.inputTokens ?? 0,
    reasoningTokens: usage?.reasoningTokens ?? 0,
  };
  for (const [name, count] of Object.entries(counts)) assert.ok(isCount(count), `${name} is ${count}`);
  for (const [name, time] of Object.entries(serverTimings ?? {}))
    assert.ok(time === null || (Number.isFinite(time) && time >= 0), `${name} is ${time}`);
  assert.ok(retryAfterMs === null || (Number.isFinite(retryAfterMs) && retryAfterMs >= 0), 'retry-after');
  assert.ok([decoded.commentCount, decoded.pingCount].every(isCount), 'comments and pings');
  assert.ok(isCount(decoded.textChars) && isCount(decoded.reasoningChars), 'characters');
  assert.ok(decoded.textChars >= decoded.text.length + decoded.refusal.length, 'no more text than came');
  assert.ok(decoded.reasoningChars >= decoded.reasoning.length, 'no more reasoning than came');
  assert.ok(
    toolCalls.every((call) => isCount(call.argumentChars) && call.argumentChars >= call.arguments.length),
    'no more arguments than came',
  );
}

function assertCaps(decoded: DecodedResponse): void {
  const { text, reasoning, refusal, toolCalls, choices = [] } = decoded;
  assert.ok(decoded.reads.length <= maxListed && decoded.events.length <= maxListed, 'lists');
  assert.ok(toolCalls.length <= maxParts * maxParts && choices.length <= maxParts, 'parts');
  const kept = [text, reasoning, refusal, ...toolCalls.map((call) => call.arguments), ...choices.slice(1)];
  const chars = kept.reduce((sum, one) => sum + one.length, 0);
  assert.ok(chars <= maxKeptChars, 'kept text');
  const calls = toolCalls.flatMap(({ id = '', name }) => [id, name]);
  const names = [decoded.model, decoded.responseId, decoded.finishReason, decoded.endMarker, ...calls];
  assert.ok(
    names.every((name) => name === null || name.length <= maxNameChars),
    'names',
  );
  assert.ok((decoded.error?.type?.length ?? 0) <= maxNameChars, 'type of the error');
  assert.ok((decoded.error?.message.length ?? 0) <= maxErrorChars, 'message of the error');
  assert.ok((decoded.undecoded?.length ?? 0) <= maxErrorChars && decoded.remarks.length < 10, 'remarks');
}

/** Checks that a later snapshot only adds to an earlier one. */
export function assertGrown(earlier: DecodedResponse, later: DecodedResponse): void {
  assertBegins(later.reads, earlier.reads);
  assertBegins(later.events, earlier.events);
  assert.ok(later.text.startsWith(earlier.text) && later.reasoning.startsWith(earlier.reasoning), 'texts');
  assert.ok(later.toolCalls.length >= earlier.toolCalls.length, 'tool calls');
  for (const name of ['textChars', 'reasoningChars', 'commentCount', 'pingCount'] as const)
    assert.ok(later[name] >= earlier[name], `${name} shrank`);
  for (const name of ['model', 'responseId', 'endMarker', 'error'] as const)
    if (earlier[name] !== null) assert.deepEqual(later[name], earlier[name], name);
}

/** Entries are the same objects: nothing that was told is told otherwise later. */
function assertBegins(later: readonly unknown[], earlier: readonly unknown[]): void {
  assert.ok(
    earlier.every((entry, index) => later[index] === entry),
    'what was listed stays',
  );
}

/** What must not hang on how the bytes were split: all but times. */
export function contentOf(decoded: DecodedResponse): string {
  const { reads: _, events, remarks, ...content } = decoded;
  const told = remarks.filter((remark) => remark !== heldBackBody);
  return JSON.stringify({ ...content, told, events: events.map(({ flags, chars }) => [flags, chars]) });
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
