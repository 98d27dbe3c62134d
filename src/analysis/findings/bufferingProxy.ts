import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { findMoments, findOutputs, isStream } from '../../metrics/moments';
import { median } from '../../metrics/percentile';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import type { StreamEvent } from '../../model/streamEvent';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { placesOfCalls } from './places';

/** A model's server writes an event when it is made: so many in one read, again and again, were collected. */
const EVENTS_PER_BURST = 4;
/** A stream that stands still for so long between bursts is seen to stutter; networks join packets for far less. */
const LEAST_GAP_MS: Milliseconds = 150;
/** Fewer bursts, and their rhythm could be chance. */
const LEAST_BURSTS = 3;
/** An answer of so many events takes its time to be made; when all of them come in one read, it was held until its end. */
const LEAST_HELD_EVENTS = 20;
/** A busy program reads in bursts too: so many of them may have been there before it looked. */
const MOST_LATE = 0.34;
/** Hardly a model makes an event in less. */
const FASTEST_TOKEN_MS: Milliseconds = 5;
/** No model does in less: what comes faster had been made before. It takes several reads when it is much. */
const MADE_BEFORE_MS: Milliseconds = 0.5;
/** Most streams from a host have to be like this: a network may stumble once. */
const LEAST_SHARE = 0.5;

/** Hosts whose streams come in bursts with a rhythm, or all at once. */
export const bufferingProxy: Detector = ({ run }) => {
  const streams = run.calls.filter((call) => isStream(lastAttempt(call)) && call.outcome === 'complete');
  const byHost = groupBy(streams, (call) => lastAttempt(call).endpoint.host);
  return [...byHost].flatMap(([host, calls]) => suspect(host, calls));
};

function suspect(host: string, calls: readonly Call[]): Suspicion[] {
  const long = calls.filter((call) => findMoments(lastAttempt(call)).outputCount >= LEAST_HELD_EVENTS);
  const buffered = long.flatMap((call) => {
    const bursts = findBursts(lastAttempt(call));
    return bursts ? [{ call, ...bursts }] : [];
  });
  if (buffered.length === 0 || buffered.length < LEAST_SHARE * long.length) return [];
  const gap = buffered.reduce((most, one) => Math.max(most, one.gap), 0);
  const perBurst = Math.round(buffered.reduce((sum, { events }) => sum + events, 0) / buffered.length);
  const streams = formatNumberOf(buffered.length, 'stream');
  const inBursts = buffered.some(({ bursts }) => bursts > 1);
  return [
    {
      detector: 'bufferingProxy',
      title: inBursts
        ? `Streams from ${host} come in bursts, ${formatDuration(gap)} apart`
        : `Streams from ${host} come all at once at their end`,
      explanation:
        `In ${streams} of ${long.length} long ones, about ${perBurst} events came in one read` +
        `${inBursts ? `, then nothing for up to ${formatDuration(gap)}, and so on` : ', the whole answer'}. Models write one event at a time, so ` +
        'something on the way collects them: a reverse proxy, a gateway, compression, or a server that writes in blocks.',
      advice:
        'Turn buffering off on the way: `proxy_buffering off` or the header `X-Accel-Buffering: no` for nginx, no compression ' +
        'for `text/event-stream`, and a flush after each event in a gateway of your own.',
      certainty: inBursts ? 'likely' : 'possible',
      activities: buffered.map(({ call }) => call.id),
      places: placesOfCalls(buffered.map(({ call }) => call)),
      evidence: [
        { label: 'Events in one read', value: `${perBurst}` },
        ...(inBursts ? [{ label: 'Between bursts', value: formatDuration(gap) }] : []),
      ],
      changes: [],
    },
  ];
}

interface Bursts {
  readonly bursts: number;
  /** Events in one burst, the median. */
  readonly events: number;
  /** Between bursts, the median; 0 for a single one. */
  readonly gap: Milliseconds;
}

/** The bursts that a stream came in; undefined when it did not, or when the program itself may be why. */
const findBursts: (attempt: Attempt) => Bursts | undefined = memoiseByIdentity((attempt) => {
  const outputs = findOutputs(attempt);
  const reads = outputs.filter(({ read }, index) => read !== outputs[index - 1]?.read);
  const starts = joinNeighbours(reads);
  const events = outputs.length / Math.max(1, starts.length);
  if (starts.length === 1) return wasHeld(attempt, outputs) ? { bursts: 1, events, gap: 0 } : undefined;
  if (starts.filter((start) => wasLate(attempt, start)).length > MOST_LATE * starts.length) return undefined;
  if (starts.length < LEAST_BURSTS || events < EVENTS_PER_BURST) return undefined;
  const gaps = starts.slice(1).map(({ at }, index) => at - (starts[index]?.at ?? at));
  const gap = median(gaps);
  return isRegular(gaps, gap) ? { bursts: starts.length, events, gap } : undefined;
});

/** Whether it may have come before, and the program was what kept it. */
function wasLate({ reads, holdups = [] }: Attempt, { read, at }: StreamEvent): boolean {
  const isBehind = holdups.some(
    ({ kind, start, end }) =>
      kind === 'backPressure' && end - start >= LEAST_GAP_MS && start < at && end >= at,
  );
  return isBehind || reads[read]?.since !== undefined;
}

/**
 * All at once, after a time in which it can have been made, however early the program could have read it. What a cache had
 * comes at once as well, but soon.
 */
function wasHeld({ timing, reads }: Attempt, outputs: readonly StreamEvent[]): boolean {
  const [first, last] = [outputs[0], outputs.at(-1)].map(
    (event) => event && (reads[event.read]?.since ?? event.at),
  );
  if (first === undefined || last === undefined) return false;
  return (
    outputs.length >= LEAST_HELD_EVENTS &&
    first - (timing.sent ?? timing.start) >= FASTEST_TOKEN_MS * outputs.length &&
    last - first <= MADE_BEFORE_MS * outputs.length
  );
}

/** A burst may be read in several pieces, by a busy program some time apart. */
function joinNeighbours(firsts: readonly StreamEvent[]): StreamEvent[] {
  let last = Number.NEGATIVE_INFINITY;
  return firsts.filter(({ at }) => {
    const isNew = at - last >= LEAST_GAP_MS;
    last = at;
    return isNew;
  });
}

/** Collected by time or by size, bursts of an even pace come evenly; what stalls does so at odd moments. */
function isRegular(gaps: readonly Milliseconds[], middle: Milliseconds): boolean {
  const near = gaps.filter((gap) => gap >= middle / 2 && gap <= middle * 1.5).length;
  return near >= (gaps.length - 1) * 0.75;
}
