import { formatDuration, formatNumberOf } from '../../base/format';
import type { CompletionExchange } from '../../completion/plan';
import type { MeasuredSample } from '../../completion/results/completionSummary';
import { type Call, firstAttempt, lastAttempt } from '../../model/call';
import type { ServerTimings } from '../../model/serverTimings';

export interface ShownExchange {
  readonly exchange: CompletionExchange;
  /** The completion that came of it. */
  readonly text: string;
  readonly measured: MeasuredSample;
  /** Zero of the run's clock. */
  readonly startedAtEpoch: number;
}

/** Wide enough for every duration. */
const TIME_WIDTH = 8;

const serverTimingNames = {
  queue: 'queue',
  load: 'load',
  prefill: 'prefill',
  decode: 'decode',
  inference: 'prefill and decode',
  firstToken: 'first token',
  total: 'total',
  untilHeaders: 'until headers',
  gateway: 'gateway',
} as const satisfies Partial<Record<keyof ServerTimings, string>>;

/**
 * What went over the wire for one request, for whoever looks for a fault: what was sent, each piece that came with its
 * time since the request began and since the piece before it, the answer, and what the server says of its own work.
 */
export function formatExchange({ exchange, text, measured, startedAtEpoch }: ShownExchange): string {
  const { request, pieces, status } = exchange;
  const { call } = measured;
  return [
    `→ ${request.method} ${request.url}`,
    indent(formatBody(request.body)),
    `← ${status === undefined ? 'no answer' : `HTTP ${status}`}, ${formatNumberOf(pieces.length, 'piece')}`,
    ...formatPieces(pieces, call, startedAtEpoch),
    '= the completion',
    indent(text === '' ? '(no text)' : text),
    ...formatServer(call),
    '',
  ].join('\n');
}

function formatBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

function formatPieces(
  pieces: CompletionExchange['pieces'],
  call: Call | undefined,
  startedAtEpoch: number,
): string[] {
  const times = timesOf(pieces, call, startedAtEpoch);
  return pieces.map(({ text }, index) => {
    const [at = 0, before] = [times[index], times[index - 1]];
    const gap = before === undefined ? '' : `+${formatDuration(at - before)}`;
    const head = `${formatDuration(at).padStart(TIME_WIDTH)} ${gap.padStart(TIME_WIDTH + 1)}  `;
    return head + text.trimEnd().replace(/\n+/g, `\n${' '.repeat(head.length)}`);
  });
}

/** Since the request began: as the probe saw the reads, unless what the client read was cut otherwise. */
function timesOf(
  pieces: CompletionExchange['pieces'],
  call: Call | undefined,
  startedAtEpoch: number,
): number[] {
  const own = pieces.map(({ at }) => at - startedAtEpoch);
  if (!call) return own.map((at) => at - (own[0] ?? 0));
  const { start } = firstAttempt(call).timing;
  const { reads } = lastAttempt(call);
  const times = reads.length === pieces.length ? reads.map(({ at }) => at) : own;
  return times.map((at) => at - start);
}

function formatServer(call: Call | undefined): string[] {
  const timings = call && lastAttempt(call).response?.serverTimings;
  if (!timings) return [];
  const own = Object.entries(serverTimingNames).flatMap(([field, name]) => {
    const length = timings[field as keyof typeof serverTimingNames];
    return length === undefined ? [] : [`${name} ${formatDuration(length)}`];
  });
  const named = timings.named?.map(({ name, length }) => `${name} ${formatDuration(length)}`) ?? [];
  return [`  The server says: ${[...own, ...named].join(', ')}`];
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
