import {
  type Check,
  isBoolean,
  isNumber,
  isString,
  listOf,
  nullable,
  oneOf,
  optional,
  shape,
  text,
} from '../base/shape';
import type { AttemptId, CallId, CallSiteId, ProcessId, RunId, WorkId } from '../base/units';
import type {
  Attempt,
  AttemptTiming,
  Endpoint,
  RequestFacts,
  ResponseFacts,
  ToolCallFact,
} from '../model/attempt';
import type { Attribution, CallSite, ChainFrame, Confidence } from '../model/attribution';
import type { Call } from '../model/call';
import type { Holdup } from '../model/holdup';
import type { Failure, Outcome } from '../model/outcome';
import type { PromptPart } from '../model/prompt';
import type { RateLimit } from '../model/rateLimit';
import type { Pause, Problem, ProcessInfo, Run, RunOrigin } from '../model/run';
import type { ServerTimings } from '../model/serverTimings';
import type { Usage } from '../model/usage';
import { type Work, type WorkOutcome, workKinds } from '../model/work';
import type {
  EventColumns,
  PackedAttempt,
  PackedCall,
  PromptSlice,
  ReadColumns,
} from '../protocol/traceFile';

/** What the `run` line holds. */
export type RunFacts = Omit<Run, 'processes' | 'calls' | 'work' | 'completion'>;
export type StoredCall = PackedCall<Call, Attempt, PromptPart>;

const isOutcome = oneOf<Outcome>({
  inFlight: true,
  complete: true,
  error: true,
  cancelled: true,
  truncated: true,
  cut: true,
  empty: true,
  undecoded: true,
});

export const isRunFacts = shape<RunFacts>({
  id: text<RunId>(),
  origin: shape<RunOrigin>({
    kind: oneOf({ debug: true, record: true, completion: true, imported: true }),
    title: isString,
    folder: optional(isString),
  }),
  startedAtEpoch: isNumber,
  status: oneOf({ running: true, ended: true }),
  end: optional(isNumber),
  pauses: listOf(shape<Pause>({ start: isNumber, end: optional(isNumber) })),
  problems: listOf(
    shape<Problem>({
      severity: oneOf({ error: true, warning: true, info: true }),
      code: isString,
      message: isString,
      action: optional(isString),
    }),
  ),
  otherOrigins: listOf(isString),
});

export const isProcessInfo = shape<ProcessInfo>({
  id: text<ProcessId>(),
  pid: isNumber,
  parentPid: isNumber,
  thread: isNumber,
  runtime: isString,
  script: optional(isString),
  cwd: isString,
  start: isNumber,
  end: optional(isNumber),
  exitCode: optional(isNumber),
});

const frameFields = {
  file: isString,
  line: isNumber,
  column: isNumber,
  functionName: optional(isString),
  lineHash: optional(isString),
};
const isConfidence = oneOf<Confidence>({ high: true, medium: true, low: true });

const isAttribution = shape<Attribution>({
  method: oneOf({ sync: true, inspector: true, async: true, confirmed: true, stale: true, none: true }),
  confidence: isConfidence,
  site: optional(shape<CallSite>({ ...frameFields, id: text<CallSiteId>() })),
  moment: optional(isNumber),
  chain: listOf(
    shape<ChainFrame>({
      ...frameFields,
      confidence: optional(isConfidence),
      moment: optional(isNumber),
    }),
  ),
});

const isTiming = shape<AttemptTiming>({
  start: isNumber,
  connectStart: optional(isNumber),
  dnsDone: optional(isNumber),
  tcpDone: optional(isNumber),
  tlsDone: optional(isNumber),
  assigned: optional(isNumber),
  sent: optional(isNumber),
  headers: optional(isNumber),
  headersSince: optional(isNumber),
  close: optional(isNumber),
});

const isPromptPart = shape<PromptPart>({
  kind: oneOf({
    tools: true,
    system: true,
    user: true,
    assistant: true,
    toolResult: true,
    other: true,
  }),
  digest: isString,
  chars: isNumber,
  toolCalls: optional(listOf(isString)),
  cacheMark: optional((value): value is true => value === true),
});

const isPromptSlice: Check<PromptSlice> = (value): value is PromptSlice => {
  if (!Array.isArray(value)) return false;
  const [attempt, from, count] = value;
  return isString(attempt) && isNumber(from) && isNumber(count);
};

const isRequest = shape<RequestFacts>({
  bytes: isNumber,
  streamed: isBoolean,
  model: optional(isString),
  messageCount: optional(isNumber),
  toolCount: optional(isNumber),
  maxOutputTokens: optional(isNumber),
  continues: optional(isBoolean),
  continuesResponse: optional(isString),
  prompt: optional(listOf(isPromptPart)),
  bodyHash: optional(isString),
  retryCount: optional(isNumber),
  invocationId: optional(isString),
});

const isUsage = shape<Usage>({
  inputTokens: nullable(isNumber),
  outputTokens: isNumber,
  cachedTokens: isNumber,
  cacheWriteTokens: isNumber,
  reasoningTokens: nullable(isNumber),
});

const isServerTimings = shape<ServerTimings>({
  queue: optional(isNumber),
  load: optional(isNumber),
  prefill: optional(isNumber),
  decode: optional(isNumber),
  inference: optional(isNumber),
  firstToken: optional(isNumber),
  total: optional(isNumber),
  untilHeaders: optional(isNumber),
  gateway: optional(isNumber),
  prefillTokens: optional(isNumber),
  named: optional(listOf(shape({ name: isString, length: isNumber }))),
});

const isRateLimit = shape<RateLimit>({
  of: isString,
  limit: optional(isNumber),
  remaining: optional(isNumber),
  resetMs: optional(isNumber),
});

const isResponse = shape<ResponseFacts>({
  status: isNumber,
  contentType: optional(isString),
  bytes: isNumber,
  streamed: isBoolean,
  model: optional(isString),
  choiceCount: optional(isNumber),
  responseId: optional(isString),
  servedBy: optional(isString),
  finishReason: optional(isString),
  endMarker: optional(isString),
  reasoningStream: oneOf({ none: true, full: true, summary: true, hidden: true }),
  textChars: isNumber,
  reasoningChars: isNumber,
  toolCalls: listOf(shape<ToolCallFact>({ id: optional(isString), name: isString, argumentChars: isNumber })),
  usage: optional(isUsage),
  retryAfterMs: optional(isNumber),
  rateLimits: optional(listOf(isRateLimit)),
  serverTimings: optional(isServerTimings),
});

/** Columns of one table are equally long, or a row would lack a value. */
function columns<T extends object>(fields: { readonly [K in keyof T]-?: Check<T[K]> }): Check<T> {
  const isTable = shape<T>(fields);
  return (value): value is T => {
    if (!isTable(value)) return false;
    const lengths = Object.keys(fields).flatMap(
      (name) => (value[name as keyof T] as readonly unknown[] | undefined)?.length ?? [],
    );
    return new Set(lengths).size === 1;
  };
}

const isColumn = listOf(isNumber);
const isSparseColumn = listOf(nullable(isNumber));

const isAttempt = shape<PackedAttempt<Attempt, PromptPart>>({
  id: text<AttemptId>(),
  process: text<ProcessId>(),
  transport: isString,
  provider: isString,
  style: isString,
  endpoint: shape<Endpoint>({ method: isString, host: isString, path: isString, scheme: isString }),
  connectionReused: optional(isBoolean),
  timing: isTiming,
  request: isRequest,
  response: optional(isResponse),
  reads: columns<ReadColumns>({
    at: isColumn,
    bytes: isColumn,
    since: optional(isSparseColumn),
    takenAt: optional(isSparseColumn),
  }),
  prompt: optional(listOf((value) => isPromptSlice(value) || isPromptPart(value))),
  events: columns<EventColumns>({ at: isColumn, read: isColumn, flags: isColumn, chars: isColumn }),
  quotes: optional(listOf(text<AttemptId>())),
  holdups: optional(
    listOf(
      shape<Holdup>({
        kind: oneOf({ blocked: true, backPressure: true }),
        start: isNumber,
        end: isNumber,
        cpu: optional(isNumber),
      }),
    ),
  ),
  outcome: isOutcome,
  failure: optional(shape<Failure>({ type: isString, message: isString })),
  remarks: listOf(isString),
});

const isAttemptList = listOf(isAttempt);

export const isStoredCall = shape<StoredCall>({
  id: text<CallId>(),
  process: text<ProcessId>(),
  attribution: isAttribution,
  attempts: (value): value is StoredCall['attempts'] => isAttemptList(value) && value.length > 0,
  outcome: isOutcome,
});

export const isWork = shape<Work>({
  id: text<WorkId>(),
  process: text<ProcessId>(),
  kind: oneOf(workKinds),
  name: isString,
  start: isNumber,
  end: optional(isNumber),
  outcome: oneOf<WorkOutcome>({ running: true, done: true, error: true, abort: true, cut: true }),
  code: optional(isString),
  busy: optional(isNumber),
  cpu: optional(isNumber),
  attribution: optional(isAttribution),
});
