import fc, { type Arbitrary } from 'fast-check';
import type { Attempt, RequestFacts, ResponseFacts } from '../../../src/model/attempt';
import type { Attribution, ChainFrame, Confidence } from '../../../src/model/attribution';
import type { Call } from '../../../src/model/call';
import type { CompletionBudget, CompletionRun, CompletionSample } from '../../../src/model/completion';
import type { Holdup } from '../../../src/model/holdup';
import type { Outcome } from '../../../src/model/outcome';
import type { PromptPart } from '../../../src/model/prompt';
import type { RateLimit } from '../../../src/model/rateLimit';
import type { ProcessInfo, Run } from '../../../src/model/run';
import type { ServerTimings } from '../../../src/model/serverTimings';
import type { Work } from '../../../src/model/work';

/** JSON has no -0. */
const numbers = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => value + 0);
const counts = fc.nat();
const texts = fc.string({ unit: 'binary', maxLength: 8 });
const ids = texts as Arbitrary<never>;

type Fields<T> = { readonly [K in keyof T]-?: Arbitrary<Exclude<T[K], undefined>> };

/** An object with these fields; those that are named are sometimes absent. */
function object<T>(fields: Fields<T>, ...optional: (keyof T & string)[]): Arbitrary<T> {
  const required = Object.keys(fields).filter((name) => !optional.includes(name as never));
  return fc.record(fields as never, {
    requiredKeys: required as never,
    noNullPrototype: true,
  }) as Arbitrary<T>;
}

const outcomes = fc.constantFrom<Outcome>(
  'inFlight',
  'complete',
  'error',
  'cancelled',
  'truncated',
  'cut',
  'empty',
  'undecoded',
);

const confidences = fc.constantFrom<Confidence>('high', 'medium', 'low');

const frames = object<ChainFrame>(
  {
    file: texts,
    line: counts,
    column: counts,
    functionName: texts,
    lineHash: texts,
    confidence: confidences,
    moment: counts,
  },
  'functionName',
  'lineHash',
  'confidence',
  'moment',
);

const attributions = object<Attribution>(
  {
    method: fc.constantFrom('sync', 'inspector', 'async', 'confirmed', 'stale', 'none'),
    confidence: confidences,
    site: object(
      { file: texts, line: counts, column: counts, functionName: texts, id: ids, lineHash: texts },
      'functionName',
      'lineHash',
    ),
    moment: counts,
    chain: fc.array(frames, { maxLength: 2 }),
  },
  'site',
  'moment',
);

const promptParts = object<PromptPart>(
  {
    kind: fc.constantFrom('tools', 'system', 'user', 'assistant', 'toolResult', 'other'),
    digest: texts,
    chars: counts,
    toolCalls: fc.array(texts, { maxLength: 2 }),
    cacheMark: fc.constant(true),
  },
  'toolCalls',
  'cacheMark',
);

/** Parts that several prompts have in common are the same objects. */
const repeatedParts = ['a', 'b', 'c'].map((digest): PromptPart => ({ kind: 'user', digest, chars: 1 }));

const requests = object<RequestFacts>(
  {
    bytes: counts,
    streamed: fc.boolean(),
    model: texts,
    messageCount: counts,
    toolCount: counts,
    maxOutputTokens: counts,
    continues: fc.boolean(),
    continuesResponse: texts,
    prompt: fc.array(fc.oneof(promptParts, fc.constantFrom(...repeatedParts)), { maxLength: 6 }),
    bodyHash: texts,
    retryCount: counts,
    invocationId: texts,
  },
  'model',
  'messageCount',
  'toolCount',
  'maxOutputTokens',
  'continues',
  'continuesResponse',
  'prompt',
  'bodyHash',
  'retryCount',
  'invocationId',
);

const rateLimits = object<RateLimit>(
  { of: texts, limit: counts, remaining: counts, resetMs: numbers },
  'limit',
  'remaining',
  'resetMs',
);

const serverTimings = object<ServerTimings>(
  {
    queue: numbers,
    load: numbers,
    prefill: numbers,
    decode: numbers,
    inference: numbers,
    firstToken: numbers,
    total: numbers,
    untilHeaders: numbers,
    gateway: numbers,
    prefillTokens: counts,
    named: fc.array(object({ name: texts, length: numbers }), { maxLength: 2 }),
  },
  'queue',
  'load',
  'prefill',
  'decode',
  'inference',
  'firstToken',
  'total',
  'untilHeaders',
  'gateway',
  'prefillTokens',
  'named',
);

const responses = object<ResponseFacts>(
  {
    status: counts,
    contentType: texts,
    bytes: counts,
    streamed: fc.boolean(),
    model: texts,
    choiceCount: counts,
    responseId: texts,
    servedBy: texts,
    finishReason: texts,
    endMarker: texts,
    reasoningStream: fc.constantFrom('none', 'full', 'summary', 'hidden'),
    textChars: counts,
    reasoningChars: counts,
    toolCalls: fc.array(object({ id: texts, name: texts, argumentChars: counts }, 'id'), { maxLength: 2 }),
    usage: object({
      inputTokens: counts,
      outputTokens: counts,
      cachedTokens: counts,
      cacheWriteTokens: counts,
      reasoningTokens: fc.option(counts),
    }),
    retryAfterMs: numbers,
    rateLimits: fc.array(rateLimits, { maxLength: 2 }),
    serverTimings,
  },
  'contentType',
  'model',
  'choiceCount',
  'responseId',
  'servedBy',
  'finishReason',
  'endMarker',
  'usage',
  'retryAfterMs',
  'rateLimits',
  'serverTimings',
);

const attempts = object<Attempt>(
  {
    id: ids,
    process: ids,
    transport: texts,
    provider: texts,
    style: texts,
    endpoint: object({ method: texts, host: texts, path: texts, scheme: texts }),
    connectionReused: fc.boolean(),
    timing: object(
      {
        start: numbers,
        connectStart: numbers,
        dnsDone: numbers,
        tcpDone: numbers,
        tlsDone: numbers,
        assigned: numbers,
        sent: numbers,
        headers: numbers,
        headersSince: numbers,
        close: numbers,
      },
      'connectStart',
      'dnsDone',
      'tcpDone',
      'tlsDone',
      'assigned',
      'sent',
      'headers',
      'headersSince',
      'close',
    ),
    request: requests,
    response: responses,
    reads: fc.array(
      object({ at: numbers, bytes: counts, since: numbers, takenAt: numbers }, 'since', 'takenAt'),
      { maxLength: 4 },
    ),
    events: fc.array(object({ at: numbers, read: counts, flags: counts, chars: counts }), { maxLength: 4 }),
    quotes: fc.array(ids, { maxLength: 2 }),
    holdups: fc.array(
      object<Holdup>(
        { kind: fc.constantFrom('blocked', 'backPressure'), start: numbers, end: numbers, cpu: numbers },
        'cpu',
      ),
      { maxLength: 2 },
    ),
    outcome: outcomes,
    failure: object({ type: texts, message: texts }),
    remarks: fc.array(texts, { maxLength: 2 }),
  },
  'connectionReused',
  'response',
  'quotes',
  'holdups',
  'failure',
);

const calls = object<Call>({
  id: ids,
  process: ids,
  attribution: attributions,
  attempts: fc.array(attempts, { minLength: 1, maxLength: 3 }),
  outcome: outcomes,
});

const processes = object<ProcessInfo>(
  {
    id: ids,
    pid: counts,
    parentPid: counts,
    thread: counts,
    runtime: texts,
    script: texts,
    cwd: texts,
    start: numbers,
    end: numbers,
    exitCode: counts,
  },
  'script',
  'end',
  'exitCode',
);

const work = object<Work>(
  {
    id: ids,
    process: ids,
    kind: fc.constantFrom('http', 'process', 'thread', 'tool', 'timer', 'cpu', 'measure'),
    name: texts,
    start: numbers,
    end: numbers,
    outcome: fc.constantFrom('running', 'done', 'error', 'abort', 'cut'),
    code: texts,
    busy: numbers,
    cpu: numbers,
    attribution: attributions,
  },
  'end',
  'code',
  'busy',
  'cpu',
  'attribution',
);

const completionBudgets = object<CompletionBudget>(
  { ttft: numbers, total: numbers, keystroke: numbers, percentile: numbers, confidence: numbers },
  'ttft',
  'total',
  'keystroke',
);

const samples = object<CompletionSample>(
  {
    id: texts,
    caseId: texts,
    targetId: texts,
    concurrency: counts,
    warmUp: fc.boolean(),
    moments: object(
      { keystroke: numbers, debounced: numbers, gathered: numbers, firstChunk: numbers, ended: numbers },
      'firstChunk',
    ),
    end: fc.constantFrom('answered', 'stopped', 'superseded', 'failed', 'aborted'),
    failure: object(
      {
        kind: fc.constantFrom('unauthorised', 'timeout', 'malformed', 'internal'),
        status: counts,
        message: texts,
        action: texts,
      },
      'status',
    ),
    met: fc.boolean(),
    chars: counts,
    gaps: fc.array(numbers, { maxLength: 3 }),
  },
  'failure',
  'met',
  'gaps',
);

const completions = object<CompletionRun>({
  suite: object({ file: texts, name: texts }),
  startedAtEpoch: numbers,
  cases: fc.array(
    object(
      {
        id: texts,
        name: texts,
        line: counts,
        column: counts,
        hash: texts,
        cursor: object(
          { file: texts, line: counts, column: counts, lineHash: texts, fileHash: texts },
          'lineHash',
          'fileHash',
        ),
        expects: fc.boolean(),
      },
      'hash',
      'cursor',
    ),
    { maxLength: 2 },
  ),
  targets: fc.array(object({ id: texts, label: texts, model: texts, api: texts, baseUrl: texts }), {
    maxLength: 2,
  }),
  budget: completionBudgets,
  caseBudgets: fc.dictionary(texts, completionBudgets, { maxKeys: 2, noNullPrototype: true }),
  levels: fc.array(object({ concurrency: counts, stoppedBecause: texts }, 'stoppedBecause'), {
    maxLength: 2,
  }),
  samples: fc.array(samples, { maxLength: 3 }),
  planned: counts,
});

/** Any run that can be, and many that can't. */
export const runs: Arbitrary<Run> = object<Run>(
  {
    id: ids,
    origin: object(
      { kind: fc.constantFrom('debug', 'record', 'completion', 'imported'), title: texts, folder: texts },
      'folder',
    ),
    startedAtEpoch: numbers,
    status: fc.constantFrom('running', 'ended'),
    end: numbers,
    processes: fc.array(processes, { maxLength: 2 }),
    calls: fc.array(calls, { maxLength: 3 }),
    work: fc.array(work, { maxLength: 3 }),
    pauses: fc.array(object({ start: numbers, end: numbers }, 'end'), { maxLength: 2 }),
    problems: fc.array(
      object(
        { severity: fc.constantFrom('error', 'warning', 'info'), code: texts, message: texts, action: texts },
        'action',
      ),
      { maxLength: 2 },
    ),
    otherOrigins: fc.array(texts, { maxLength: 2 }),
    completion: completions,
  },
  'end',
  'completion',
);
