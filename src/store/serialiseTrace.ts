import type { Attempt } from '../model/attempt';
import type { Call } from '../model/call';
import type { CompletionRun } from '../model/completion';
import type { PromptPart } from '../model/prompt';
import type { ProcessInfo, Run } from '../model/run';
import type { BodyRead } from '../model/streamEvent';
import type { Work } from '../model/work';
import {
  type PackedAttempt,
  type ReadColumns,
  TRACE_FORMAT,
  TRACE_FORMAT_VERSION,
  type TraceHeader,
  type TraceLine,
} from '../protocol/traceFile';
import { PromptPacker } from './promptSlices';
import type { RunFacts, StoredCall } from './traceShapes';

/** The run as text; format: `protocol/traceFile.ts`. `parseTrace` gives back an equal run. */
export function serialiseTrace(run: Run): string {
  return [...writeLines(run)].map((line) => `${JSON.stringify(line)}\n`).join('');
}

type Line = TraceLine<RunFacts, ProcessInfo, StoredCall, Work, CompletionRun>;

function* writeLines(run: Run): Generator<TraceHeader | Line> {
  yield { format: TRACE_FORMAT, v: TRACE_FORMAT_VERSION };
  const { processes, calls, work, completion, ...facts } = run;
  yield { k: 'run', ...facts };
  for (const process of processes) yield { k: 'process', ...process };
  const prompts = new PromptPacker();
  for (const call of calls) yield { k: 'call', ...packCall(call, prompts) };
  for (const piece of work) yield { k: 'work', ...piece };
  if (completion) yield { k: 'completion', ...completion };
}

function packCall(call: Call, prompts: PromptPacker): StoredCall {
  return { ...call, attempts: call.attempts.map((attempt) => packAttempt(attempt, prompts)) };
}

function packAttempt(attempt: Attempt, prompts: PromptPacker): PackedAttempt<Attempt, PromptPart> {
  const { id, reads, events } = attempt;
  const { prompt, ...request } = attempt.request;
  return {
    ...attempt,
    request,
    ...(prompt && { prompt: prompts.pack(id, prompt) }),
    reads: packReads(reads),
    events: {
      at: events.map(({ at }) => at),
      read: events.map(({ read }) => read),
      flags: events.map(({ flags }) => flags),
      chars: events.map(({ chars }) => chars),
    },
  };
}

function packReads(reads: readonly BodyRead[]): ReadColumns {
  const since = reads.map((read) => read.since ?? null);
  const takenAt = reads.map((read) => read.takenAt ?? null);
  return {
    at: reads.map(({ at }) => at),
    bytes: reads.map(({ bytes }) => bytes),
    ...(since.some(isKnown) && { since }),
    ...(takenAt.some(isKnown) && { takenAt }),
  };
}

function isKnown(value: number | null): boolean {
  return value !== null;
}
