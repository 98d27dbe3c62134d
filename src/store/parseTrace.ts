import { HumanError } from '../base/humanError';
import { type Check, isNumber, isObject } from '../base/shape';
import type { Attempt } from '../model/attempt';
import type { Call } from '../model/call';
import type { CompletionRun } from '../model/completion';
import type { PromptPart } from '../model/prompt';
import type { Problem, ProcessInfo, Run } from '../model/run';
import type { BodyRead } from '../model/streamEvent';
import type { Work } from '../model/work';
import {
  type PackedAttempt,
  type ReadColumns,
  TRACE_FORMAT,
  TRACE_FORMAT_VERSION,
} from '../protocol/traceFile';
import { isCompletionRun } from './completionShapes';
import { PromptUnpacker } from './promptSlices';
import {
  isProcessInfo,
  isRunFacts,
  isStoredCall,
  isWork,
  type RunFacts,
  type StoredCall,
} from './traceShapes';

export interface ParsedTrace {
  readonly run: Run;
  /** What could not be read of the file. */
  readonly problems: readonly Problem[];
}

interface Contents {
  facts?: RunFacts;
  readonly processes: ProcessInfo[];
  readonly calls: Call[];
  readonly work: Work[];
  completion?: CompletionRun;
  readonly badLines: number[];
  readonly prompts: PromptUnpacker;
}

/**
 * Reads a saved run. Lines that can't be read are reported and passed over.
 * @throws HumanError when it is no trace, a newer one, or lacks the line that says what the run is
 */
export function parseTrace(text: string): ParsedTrace {
  const [header, ...lines] = text.split('\n');
  checkHeader(parseJson(header ?? ''));
  const contents: Contents = {
    processes: [],
    calls: [],
    work: [],
    badLines: [],
    prompts: new PromptUnpacker(),
  };
  lines.forEach((line, index) => {
    const isAfterLastLineFeed = line === '' && index === lines.length - 1;
    if (!isAfterLastLineFeed && !takeLine(line, contents)) contents.badLines.push(index + 2);
  });
  const { facts, processes, calls, work, completion, badLines } = contents;
  if (!facts) throw notATrace('The line that says which run it is can’t be read.');
  const run = Object.freeze({ ...facts, processes, calls, work, ...(completion && { completion }) });
  return { run, problems: describeBadLines(badLines) };
}

function checkHeader(header: unknown): void {
  if (!isObject(header) || header.format !== TRACE_FORMAT || !isNumber(header.v)) {
    throw notATrace('Its first line is not that of a trace.');
  }
  if (header.v > TRACE_FORMAT_VERSION) {
    throw new HumanError(
      `This trace was written by a newer Latency Lens (format ${header.v}; this one reads up to ${TRACE_FORMAT_VERSION}).`,
      'Update Latency Lens to read it.',
    );
  }
}

function notATrace(why: string): HumanError {
  return new HumanError(
    `This is not a readable Latency Lens trace. ${why}`,
    'Choose a .lltrace file that `latency-lens record --out` or the export command has written.',
  );
}

/** Takes in one kind of line; returns whether it could be read. */
type Taker = (value: unknown, contents: Contents) => boolean;

/** Reads a value into the contents, if it is what its kind of line holds. */
function taker<T>(isOne: Check<T>, take: (value: T, contents: Contents) => void): Taker {
  return (value, contents) => {
    if (!isOne(value)) return false;
    take(value, contents);
    return true;
  };
}

const takers: Readonly<Record<string, Taker>> = {
  run: taker(isRunFacts, (facts, contents) => {
    contents.facts ??= facts;
  }),
  process: taker(isProcessInfo, (process, { processes }) => processes.push(process)),
  call: taker(isStoredCall, (call, { calls, prompts }) => calls.push(unpackCall(call, prompts))),
  work: taker(isWork, (piece, { work }) => work.push(Object.freeze(piece))),
  completion: taker(isCompletionRun, (completion, contents) => {
    contents.completion ??= Object.freeze(completion);
  }),
};

/** Returns whether the line could be read; a kind of line that a later version may have added counts as read. */
function takeLine(line: string, contents: Contents): boolean {
  const value = parseJson(line);
  if (!isObject(value) || typeof value.k !== 'string') return false;
  const { k, ...rest } = value;
  return Object.hasOwn(takers, k) ? (takers[k] as Taker)(rest, contents) : true;
}

function unpackCall(call: StoredCall, prompts: PromptUnpacker): Call {
  const { id, process, attribution, outcome } = call;
  const attempts = Object.freeze(call.attempts.map((attempt) => unpackAttempt(attempt, prompts)));
  return Object.freeze({ id, process, attribution, attempts, outcome });
}

function unpackAttempt(
  { prompt: packed, request, ...attempt }: PackedAttempt<Attempt, PromptPart>,
  prompts: PromptUnpacker,
): Attempt {
  const { reads, events } = attempt;
  const column = (values: readonly number[], row: number) => values[row] as number;
  const prompt = packed && prompts.unpack(attempt.id, packed);
  return Object.freeze({
    ...attempt,
    request: Object.freeze({ ...request, ...(prompt && { prompt }) }),
    reads: reads.at.map((at, row) => unpackRead(reads, at, row)),
    events: events.at.map((at, row) => ({
      at,
      read: column(events.read, row),
      flags: column(events.flags, row),
      chars: column(events.chars, row),
    })),
  });
}

function unpackRead({ bytes, since, takenAt }: ReadColumns, at: number, row: number): BodyRead {
  const [earliest, taken] = [since?.[row] ?? undefined, takenAt?.[row] ?? undefined];
  return {
    at,
    bytes: bytes[row] as number,
    ...(earliest !== undefined && { since: earliest }),
    ...(taken !== undefined && { takenAt: taken }),
  };
}

function describeBadLines(lines: readonly number[]): Problem[] {
  if (lines.length === 0) return [];
  const what =
    lines.length === 1 ? `Line ${lines[0]}` : `${lines.length} lines, the first of them line ${lines[0]},`;
  return [
    {
      severity: 'warning',
      code: 'garbageLines',
      message: `${what} of this trace can’t be read and was left out.`,
      action: 'Calls may be missing; everything else is as it was saved.',
    },
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
