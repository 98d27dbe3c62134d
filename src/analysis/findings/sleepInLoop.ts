import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { callSiteIdOf } from '../../model/attribution';
import { type Call, lastAttempt } from '../../model/call';
import type { Activity, WorkActivity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import { findLowHeadroom } from '../rateLimits';
import type { Thread } from '../threads/thread';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { placesInLoop } from './loopPlace';
import { leastNoticed } from './noticed';
import { placesOf } from './places';
import { threadOfCall } from './threadOfCall';

/** The same again is a loop. */
const LEAST_SLEEPS = 2;
/** Shorter pauses let other things have their turn, or make a terminal look smooth. */
const LEAST_MS: Milliseconds = 50;
/** Who polls learns of the end half an interval late on average. */
const LATE_SHARE = 0.5;

/**
 * Pauses that a program makes again and again between the same things. One that follows a failure or a limit that is
 * nearly used up is a back-off, and one during which an answer is still being taken is its consumer's.
 */
export const sleepInLoop: Detector = (analysis) => {
  const sleeps = findSleeps(analysis.activities).filter((sleep) => !isExplained(sleep));
  return [...groupBy(sleeps, nameLoop).values()].flatMap((same) => suspect(analysis, same));
};

/** A pause and what the process did right before and after it. */
interface Sleep {
  readonly activity: WorkActivity;
  readonly before?: Activity;
  readonly after?: Activity;
}

function findSleeps(activities: readonly Activity[]): Sleep[] {
  const found: { activity: WorkActivity; before?: Activity; after?: Activity }[] = [];
  const last = new Map<string, Activity>();
  const waiting = new Map<string, (typeof found)[number][]>();
  for (const activity of activities) {
    const { process } = activity;
    if (activity.kind === 'work' && activity.work.work.kind === 'timer') {
      if (activity.end - activity.start < LEAST_MS) continue;
      const sleep = { activity, before: last.get(process) };
      found.push(sleep);
      const others = waiting.get(process);
      if (others) others.push(sleep);
      else waiting.set(process, [sleep]);
      continue;
    }
    for (const sleep of waiting.get(process) ?? []) sleep.after = activity;
    waiting.delete(process);
    last.set(process, activity);
  }
  return found;
}

function isExplained({ activity, before }: Sleep): boolean {
  if (before?.kind !== 'call') return false;
  const { call } = before;
  if (call.outcome !== 'complete' || findLowHeadroom([call])) return true;
  return activity.start < takenAt(call);
}

/** When the program had taken the last of an answer. */
function takenAt(call: Call): Milliseconds {
  return lastAttempt(call).reads.reduce((last, { takenAt: at = 0 }) => Math.max(last, at), 0);
}

/** By the way through the code where it is known, else by what it lies between. */
function nameLoop({ activity, before, after }: Sleep): string {
  const chain = activity.work.work.attribution?.chain ?? [];
  if (chain.length > 0) return `${activity.process} ${chain.map(callSiteIdOf).join(' ')}`;
  return `${activity.process} ${nameOf(before)} ${nameOf(after)}`;
}

function nameOf(activity: Activity | undefined): string {
  if (!activity) return 'nothing';
  return activity.kind === 'call' ? `call ${activity.call.attribution.site?.id}` : activity.work.work.name;
}

function suspect(analysis: RunAnalysis, sleeps: readonly Sleep[]): Suspicion[] {
  // What is at the end of a run or before its first call is in no round of a loop.
  const within = sleeps.filter(({ before, after }) => before && after);
  const time = within.reduce((sum, { activity }) => sum + activity.end - activity.start, 0);
  const isLoop = within.length >= LEAST_SLEEPS || within.some((sleep) => isBetweenTurns(analysis, sleep));
  if (!isLoop || time < leastNoticed(analysis)) return [];
  const isPoll = within.every(isBetweenPolls);
  const ids = within.map(({ activity }) => activity.id);
  const each = formatDuration(time / within.length);
  return [
    {
      detector: 'sleepInLoop',
      title: `${formatNumberOf(within.length, 'pause')} of ${each} in a loop: ${formatDuration(time)}`,
      explanation: isPoll
        ? `The program asked again and again whether something was done and slept ${each} in between, ${formatDuration(time)} in all. It learns of the end half a pause late on average, which is what the saving counts.`
        : `Between the rounds of a loop the program slept ${formatNumberOf(within.length, 'time')}, ${formatDuration(time)} in all. No call before had failed or was near a limit, and nothing else went on.`,
      advice: isPoll
        ? 'Let the other side tell you: a webhook, a stream, or a request that waits for the result. Else begin with short pauses and let them grow.'
        : 'Take the pause out. If it is to respect a rate limit, wait only when an answer says that little is left, or when a request was refused.',
      certainty: 'certain',
      activities: ids,
      places: placesOfSleeps(within),
      evidence: [
        { label: 'Pauses', value: `${within.length}` },
        { label: 'In all', value: formatDuration(time) },
      ],
      changes: [
        isPoll
          ? { kind: 'scale', activities: ids.slice(-1), factor: LATE_SHARE }
          : { kind: 'scale', activities: ids, factor: 0 },
      ],
    },
  ];
}

/** The next turn of a conversation, at the line of an earlier one, is the next round of its loop. */
function isBetweenTurns({ threads }: RunAnalysis, { activity, after }: Sleep): boolean {
  if (after?.kind !== 'call') return false;
  const thread = threadOfCall(threads).get(after.call);
  const first = thread && firstTurns(thread).get(after.call.attribution.site?.id);
  return first !== undefined && first < activity.start;
}

/** When the first iteration of a conversation with a call of each line began. */
const firstTurns = memoiseByIdentity(
  ({ iterations }: Thread): ReadonlyMap<string | undefined, Milliseconds> => {
    const turns = new Map<string | undefined, Milliseconds>();
    for (const { calls, start } of iterations) {
      for (const site of calls.flatMap((call) => call.attribution.site ?? [])) {
        turns.set(site.id, Math.min(turns.get(site.id) ?? start, start));
      }
    }
    return turns;
  },
);

function isBetweenPolls({ before, after }: Sleep): boolean {
  return before?.kind === 'work' && after?.kind === 'work' && nameOf(before) === nameOf(after);
}

/** Where nothing tells the line of a pause, the lines around it. */
function placesOfSleeps(sleeps: readonly Sleep[]): Suspicion['places'] {
  const [one, other] = sleeps.map(({ activity }) => activity.work.work.attribution);
  const own = placesInLoop(one, other);
  if (own.length > 0) return [...own].reverse();
  return placesOf(
    sleeps.flatMap(({ before, after }) => [before, after]).filter((each) => each !== undefined),
  );
}
