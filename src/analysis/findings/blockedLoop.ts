import { formatDuration, formatNumberOf, formatPlace } from '../../base/format';
import { type Interval, sumLengths } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { buildPhases } from '../../metrics/phases';
import type { Call } from '../../model/call';
import type { Activity, WorkActivity } from '../activity';
import type { Change } from '../whatIf/change';
import { isStartUp } from '../workText';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { findCostlyBlocks } from './heldUp';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';

/**
 * From so much CPU time of one stretch on, computing between calls is told. A client that reads its first answer compiles
 * and loads what it needs for that, for some hundred milliseconds on a slow machine.
 */
const LEAST_COMPUTING_MS: Milliseconds = 400;
/** Some time within a stretch the answer had come: nobody knows when, so half of it is taken. */
const HALF = 0.5;

/** Stretches in which the program was busy while answers waited to be read, or the next call waited to be made. */
export const blockedLoop: Detector = (analysis) => {
  const held = analysis.run.calls.flatMap((call) => {
    const blocks = findCostlyBlocks(call, analysis.run.pauses);
    return blocks.length > 0 ? [{ call, blocks }] : [];
  });
  const blocks = held.flatMap((one) => one.blocks);
  const computing = analysis.activities.filter(isLongComputing);
  const time = sumLengths(blocks) + computing.reduce((sum, { work }) => sum + work.duration, 0);
  if (time < leastNoticed(analysis)) return [];
  const around = findCallsAround(analysis.activities, new Set(computing));
  const calls = [...held.map(({ call }) => call), ...around];
  return [
    suspect({ calls, heldCalls: held.length, computing, time, held: sumLengths(blocks) }, [
      ...(held.length > 0 ? [shorten(held)] : []),
      ...(computing.length > 0
        ? [{ kind: 'scale', activities: computing.map(({ id }) => id), factor: 0 } as const]
        : []),
    ]),
  ];
};

interface Held {
  readonly call: Call;
  readonly blocks: readonly Interval[];
}

/** The answers without half of what kept them. */
function shorten(held: readonly Held[]): Change {
  const phases = ['wait', 'thinking', 'streaming', 'receive', 'tail'] as const;
  const names: ReadonlySet<string> = new Set(phases);
  const whole = held.flatMap(({ call }) => buildPhases(call, 0).filter(({ name }) => names.has(name)));
  const blocked = sumLengths(held.flatMap(({ blocks }) => blocks));
  const factor = Math.max(0, 1 - (HALF * blocked) / Math.max(1, sumLengths(whole)));
  return { kind: 'scale', activities: held.map(({ call }) => call.id), phases, factor };
}

interface Busy {
  readonly calls: readonly Call[];
  readonly heldCalls: number;
  readonly computing: readonly WorkActivity[];
  readonly time: Milliseconds;
  readonly held: Milliseconds;
}

function suspect({ calls, heldCalls, computing, time, held }: Busy, changes: readonly Change[]): Suspicion {
  const [place] = placesOfCalls(calls);
  const between = time - held;
  return {
    detector: 'blockedLoop',
    title: `The event loop was blocked for ${formatDuration(time)}`,
    explanation: [
      ...(heldCalls > 0
        ? [
            `In ${formatNumberOf(heldCalls, 'call')} the answer had to wait ${formatDuration(held)} to be read because the program was busy.`,
          ]
        : []),
      ...(computing.length > 0
        ? [
            `Between calls it computed for ${formatDuration(between)}, in which nothing else could go on${place ? `, next to ${formatPlace(place)}` : ''}.`,
          ]
        : []),
    ].join(' '),
    advice:
      'Move the computing to a worker thread or a child process, use the asynchronous variant of what is called (`pbkdf2` ' +
      'instead of `pbkdf2Sync`, `execFile` instead of `execFileSync`), or cut it into pieces. A CPU profile names the function.',
    certainty: 'certain',
    activities: [...new Set([...calls, ...computing].map(({ id }) => id))],
    places: placesOfCalls(calls),
    evidence: [
      { label: 'Blocked while answers waited', value: formatDuration(held) },
      { label: 'Computing between calls', value: formatDuration(between) },
    ],
    changes,
  };
}

function isLongComputing(activity: Activity): activity is WorkActivity {
  if (activity.kind !== 'work') return false;
  const { work, duration } = activity.work;
  return (
    work.kind === 'cpu' && !isStartUp(work) && Math.min(duration, work.cpu ?? duration) >= LEAST_COMPUTING_MS
  );
}

/** The calls of the same process right before and right after some pieces of work. */
function findCallsAround(activities: readonly Activity[], pieces: ReadonlySet<WorkActivity>): Call[] {
  const found = new Set<Call>();
  const last = new Map<string, Call>();
  const waiting = new Set<string>();
  for (const activity of activities) {
    const { process } = activity;
    if (activity.kind === 'call') {
      if (waiting.delete(process)) found.add(activity.call);
      last.set(process, activity.call);
    } else if (pieces.has(activity)) {
      const before = last.get(process);
      if (before) found.add(before);
      waiting.add(process);
    }
  }
  return [...found];
}
