import type { AttemptId, CallId, ProcessId, RunId, WorkId } from '../../src/base/units';
import type {
  Attempt,
  AttemptTiming,
  ReasoningStream,
  RequestFacts,
  ResponseFacts,
} from '../../src/model/attempt';
import { type Attribution, callSiteIdOf, type SourceFrame } from '../../src/model/attribution';
import type { Call } from '../../src/model/call';
import type { Holdup } from '../../src/model/holdup';
import type { Outcome } from '../../src/model/outcome';
import type { RateLimit } from '../../src/model/rateLimit';
import type { Run } from '../../src/model/run';
import type { ServerTimings } from '../../src/model/serverTimings';
import { EventFlag, type StreamEvent } from '../../src/model/streamEvent';
import type { Usage } from '../../src/model/usage';
import type { Work, WorkKind } from '../../src/model/work';

/**
 * Small runs drawn as text. An attempt is a line of words, each followed by the moments (ms after the attempt's start)
 * at which it happened:
 *
 *     'connect 0, tcp 10, tls 20, assigned 20, sent 21, head 180, role 200, think 400 600, text 800 900 900 1000,
 *      finish 1010, usage 1020, done 1021, close 1030'
 *
 * Events of one moment share a read. A line without `close` is in flight; with it the attempt is complete if it has
 * `finish`, `done` or `body`, and truncated if not. `body` is a read without events, of an answer that is no stream.
 */
export interface AttemptDrawing {
  readonly line: string;
  /** Ms on the run's clock; 0 if not given. */
  readonly start?: number;
  readonly model?: string;
  readonly host?: string;
  readonly status?: number;
  readonly outcome?: Outcome;
  /** Type of the failure. */
  readonly failure?: string;
  readonly usage?: Partial<Usage>;
  readonly reasoningStream?: ReasoningStream;
  readonly choiceCount?: number;
  /** Names of the tools that the answer calls. */
  readonly tools?: readonly string[];
  readonly reused?: boolean;
  readonly retryAfterMs?: number;
  readonly rateLimits?: readonly RateLimit[];
  readonly server?: ServerTimings;
  readonly remarks?: readonly string[];
  /** When the program had taken each read, in order. */
  readonly taken?: readonly number[];
  /** What kept the answer from being read; what was stamped in one may have come since its start. */
  readonly holdups?: readonly Holdup[];
  readonly style?: string;
  /** Facts of the request beside what is drawn: its prompt, its body's hash. */
  readonly request?: Partial<RequestFacts>;
  /** Facts of the response beside what is drawn, where there is one: the ids of its tool calls. */
  readonly response?: Partial<ResponseFacts>;
  /** Ids of attempts, words of whose answers its prompt holds: `c1.1`. */
  readonly quotes?: readonly string[];
}

/** A call with one attempt drawn in place, or with `retries` after it. */
export interface CallDrawing extends AttemptDrawing {
  /** `/work/agent.ts:42:7 planStep`; empty when no line was found. */
  readonly site?: string;
  readonly confidence?: Attribution['confidence'];
  readonly method?: Attribution['method'];
  /** Places from which `site` was called, innermost first, drawn alike. */
  readonly callers?: readonly string[];
  readonly retries?: readonly AttemptDrawing[];
}

const timingWords = {
  connect: 'connectStart',
  dns: 'dnsDone',
  tcp: 'tcpDone',
  tls: 'tlsDone',
  assigned: 'assigned',
  sent: 'sent',
  head: 'headers',
  close: 'close',
} as const satisfies Record<string, keyof AttemptTiming>;

const eventWords: Readonly<Record<string, number>> = {
  role: 0,
  think: EventFlag.reasoning,
  text: EventFlag.text,
  tool: EventFlag.tool | EventFlag.toolStart,
  args: EventFlag.tool,
  refusal: EventFlag.refusal,
  ping: EventFlag.ping,
  finish: EventFlag.finish,
  usage: EventFlag.usage,
  done: EventFlag.endMarker,
  error: EventFlag.error,
};

const CHARS_PER_OUTPUT = 4;

interface Word {
  readonly word: string;
  readonly at: number;
}

function parseLine(line: string, start: number): readonly Word[] {
  return line.split(',').flatMap((part) => {
    const [word = '', ...moments] = part.trim().split(/\s+/);
    if (!(word in timingWords) && !(word in eventWords) && word !== 'body')
      throw new Error(`no such word: ${word}`);
    return moments.map((moment) => ({ word, at: start + Number(moment) }));
  });
}

/** Draws one attempt. */
export function drawAttempt(drawing: AttemptDrawing): Attempt {
  const { start = 0, model = 'gpt-test' } = drawing;
  const words = parseLine(drawing.line, start);
  const has = (...names: string[]) => words.some(({ word }) => names.includes(word));
  const streamed = !has('body');
  const outcome = drawing.outcome ?? outcomeOf(has);
  const holdups = (drawing.holdups ?? []).map((holdup) => ({
    ...holdup,
    start: start + holdup.start,
    end: start + holdup.end,
  }));
  return {
    id: 'a1' as AttemptId,
    process: 'p1' as ProcessId,
    transport: 'undici',
    provider: 'openai',
    style: drawing.style ?? 'openai.chat',
    endpoint: {
      method: 'POST',
      host: drawing.host ?? 'api.test',
      path: '/v1/chat/completions',
      scheme: 'https',
    },
    connectionReused: drawing.reused,
    timing: { start, ...timingOf(words), ...headersSince(words, holdups) },
    request: { bytes: 100, streamed, model, ...drawing.request },
    response: has('head') ? responseOf(drawing, model, streamed) : undefined,
    quotes: drawing.quotes as readonly AttemptId[] | undefined,
    ...arrivalOf(
      words,
      holdups,
      drawing.taken?.map((at) => start + at),
    ),
    holdups: drawing.holdups && holdups,
    outcome,
    failure: drawing.failure
      ? { type: drawing.failure, message: `failed with ${drawing.failure}` }
      : undefined,
    remarks: drawing.remarks ?? [],
  };
}

function outcomeOf(has: (...words: string[]) => boolean): Outcome {
  if (!has('close')) return 'inFlight';
  if (has('error')) return 'error';
  return has('finish', 'done', 'body') ? 'complete' : 'truncated';
}

function timingOf(words: readonly Word[]): Partial<AttemptTiming> {
  const timings = words.filter(({ word }) => word in timingWords);
  return Object.fromEntries(
    timings.map(({ word, at }) => [timingWords[word as keyof typeof timingWords], at]),
  );
}

function responseOf(drawing: AttemptDrawing, model: string, streamed: boolean): ResponseFacts {
  const noUsage = {
    inputTokens: 0,
    outputTokens: 0,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: null,
  };
  const thinks = /\bthink\b/.test(drawing.line);
  return {
    status: drawing.status ?? 200,
    contentType: streamed ? 'text/event-stream' : 'application/json',
    bytes: 1000,
    streamed,
    model,
    reasoningStream: drawing.reasoningStream ?? (thinks ? 'full' : 'none'),
    textChars: 0,
    reasoningChars: 0,
    toolCalls: (drawing.tools ?? []).map((name) => ({ name, argumentChars: 10 })),
    choiceCount: drawing.choiceCount,
    usage: drawing.usage && { ...noUsage, ...drawing.usage },
    retryAfterMs: drawing.retryAfterMs,
    rateLimits: drawing.rateLimits,
    serverTimings: drawing.server,
    ...drawing.response,
  };
}

function headersSince(words: readonly Word[], holdups: readonly Holdup[]): Partial<AttemptTiming> {
  const head = words.find(({ word }) => word === 'head');
  const since = head && hiddenSince(head.at, holdups);
  return since === undefined ? {} : { headersSince: since };
}

function hiddenSince(at: number, holdups: readonly Holdup[]): number | undefined {
  return holdups.find(({ start, end }) => start < at && at <= end)?.start;
}

function arrivalOf(
  words: readonly Word[],
  holdups: readonly Holdup[],
  taken: readonly number[] = [],
): Pick<Attempt, 'reads' | 'events'> {
  const arrivals = words.filter(({ word }) => !(word in timingWords)).sort((a, b) => a.at - b.at);
  const moments = [...new Set(arrivals.map(({ at }) => at))];
  const events = arrivals.filter(({ word }) => word !== 'body');
  return {
    reads: moments.map((at, index) => {
      const [since, takenAt] = [hiddenSince(at, holdups), taken[index]];
      return {
        at,
        bytes: 50,
        ...(since !== undefined && { since }),
        ...(takenAt !== undefined && { takenAt }),
      };
    }),
    events: events.map(({ word, at }): StreamEvent => {
      const flags = eventWords[word] ?? 0;
      return {
        at,
        read: moments.indexOf(at),
        flags,
        chars: flags > 0 && flags < EventFlag.finish ? CHARS_PER_OUTPUT : 0,
      };
    }),
  };
}

/** Draws one call. */
export function drawCall(drawing: CallDrawing, id = 'c1'): Call {
  const attempts = [drawing, ...(drawing.retries ?? [])]
    .map(drawAttempt)
    .map((attempt, index) => ({ ...attempt, id: `${id}.${index + 1}` as AttemptId }));
  return {
    id: id as CallId,
    process: 'p1' as ProcessId,
    attribution: drawAttribution(drawing),
    attempts,
    outcome: attempts.at(-1)?.outcome ?? 'inFlight',
  };
}

function drawAttribution(drawing: CallDrawing): Attribution {
  const {
    site = '/work/agent.ts:42:7 planStep',
    confidence = 'high',
    method = 'sync',
    callers = [],
  } = drawing;
  if (site === '') return { method: 'none', confidence: 'low', chain: [] };
  const chain = [site, ...callers].map(drawFrame);
  const [frame] = chain as [SourceFrame];
  return { method, confidence, site: { ...frame, id: callSiteIdOf(frame) }, chain };
}

function drawFrame(place: string): SourceFrame {
  const match = /^(.*):(\d+):(\d+)(?: (.+))?$/.exec(place);
  if (!match) throw new Error(`no such place: ${place}`);
  const [, file = '', line, column, functionName] = match;
  return { file, line: Number(line), column: Number(column), functionName };
}

/** Draws a run of these calls, `c1`, `c2`, ... It has ended if no call is in flight, unless `facts` say otherwise. */
export function drawRun(drawings: readonly CallDrawing[], facts: Partial<Run> = {}): Run {
  const calls = drawings.map((drawing, index) => drawCall(drawing, `c${index + 1}`));
  const isLive = calls.some(({ outcome }) => outcome === 'inFlight');
  return {
    id: 'r1' as RunId,
    origin: { kind: 'record', title: 'node agent.js', folder: '/work' },
    startedAtEpoch: Date.UTC(2026, 2, 8, 14, 5, 9),
    status: isLive ? 'running' : 'ended',
    processes: [],
    calls,
    work: [],
    pauses: [],
    problems: [],
    otherOrigins: [],
    ...facts,
  };
}

/** Draws a piece of other work of the process that makes drawn calls: `timer 100 400 sleep`; without an end it goes on. */
export function drawWork(line: string, facts: Partial<Work> = {}): Work {
  const match = /^(\w+) (-?[\d.]+)(?: (-?[\d.]+))?(?: (\D.*))?$/.exec(line);
  if (!match) throw new Error(`no such work: ${line}`);
  const [, kind, start, end, name = kind] = match;
  return {
    id: `w-${line}` as WorkId,
    process: 'p1' as ProcessId,
    kind: kind as WorkKind,
    name: name as string,
    start: Number(start),
    ...(end !== undefined && { end: Number(end) }),
    outcome: end === undefined ? 'running' : 'done',
    ...facts,
  };
}
