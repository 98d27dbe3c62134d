import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import { modelOf } from '../../metrics/callTimes';
import { isStream } from '../../metrics/moments';
import { median, percentile } from '../../metrics/percentile';
import { type Call, lastAttempt } from '../../model/call';
import type { Activity } from '../activity';
import { findPaces, timePerToken, uncachedTokens } from './pace';
import type { Piece } from './pieces';

/** Fewer values than this tell no spread. */
const LEAST_VALUES = 5;
/** Taken for granted where too few were seen. */
const ASSUMED = 0.1;
/** No run repeats itself more exactly than this. */
const LEAST = 0.02;
/** A wider spread than this is no spread of one thing. */
const MOST = 0.5;

/**
 * By what share of its length a piece may be off, when it is done again: half of the range from the tenth to the
 * ninetieth percentile of what the run shows of the like, over their median. The like of a wait for a first token are
 * the TTFTs of the same model, less what their prompts explain; of output, times per token of that model; of other work,
 * times of work of the same name. Between 2 % and 50 %; 10 % where the run shows fewer than five.
 */
export const findSpreads: (activities: readonly Activity[]) => (activity: Activity) => Spreads =
  memoiseByIdentity((activities) => {
    const spreads = new Map<Activity, Spreads>();
    for (const like of groupBy(activities, keyOf).values()) {
      const shared = new Spreads(like);
      for (const activity of like) spreads.set(activity, shared);
    }
    return (activity) => spreads.get(activity) ?? new Spreads([]);
  });

/** How much activities of one kind differ from each other, worked out when it is asked for. */
class Spreads {
  private readonly known = new Map<Aspect, number>();

  constructor(private readonly like: readonly Activity[]) {}

  /** Of a piece of one of them. */
  of(piece: Piece): number {
    const aspect = aspectOf(piece);
    const spread = this.known.get(aspect) ?? spreadOf(valuesOf(this.like, aspect));
    this.known.set(aspect, spread);
    return spread;
  }
}

type Aspect = 'wait' | 'output' | 'length';

function keyOf(activity: Activity): string {
  if (activity.kind === 'work') return `${activity.work.work.kind} ${activity.work.work.name}`;
  const attempt = lastAttempt(activity.call);
  return `call ${isStream(attempt)} ${modelOf(attempt)}`;
}

/** Other work has no phases: what counts of it is its length. */
function aspectOf({ name, isBeforeOutput }: Piece): Aspect {
  if (isBeforeOutput) return 'wait';
  return name === 'streaming' || name === 'thinking' ? 'output' : 'length';
}

function valuesOf(activities: readonly Activity[], aspect: Aspect): readonly number[] {
  const calls = activities.flatMap((activity) => (activity.kind === 'call' ? [activity.call] : []));
  const done = calls.filter(({ outcome }) => outcome === 'complete');
  if (aspect === 'wait') return waitsOf(done);
  if (aspect === 'output') return done.flatMap((call) => timePerToken(lastAttempt(call)) ?? []);
  return activities.map(({ start, end }) => end - start);
}

/** Times to the first token, as if all prompts had the median number of tokens that no cache had. */
function waitsOf(calls: readonly Call[]): readonly number[] {
  const paceOf = findPaces(calls);
  const tokensOf = (call: Call) => uncachedTokens(lastAttempt(call)) ?? 0;
  const usual = calls.length === 0 ? 0 : median(calls.map(tokensOf));
  return calls.flatMap((call) => {
    const { msPerUncachedToken = 0, firstOutputOf } = paceOf(call);
    const attempt = lastAttempt(call);
    const first = firstOutputOf(attempt);
    if (first === undefined) return [];
    return [first - attempt.timing.start - msPerUncachedToken * (tokensOf(call) - usual)];
  });
}

function spreadOf(values: readonly number[]): number {
  if (values.length < LEAST_VALUES) return ASSUMED;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = percentile(sorted, 0.5);
  const range = percentile(sorted, 0.9) - percentile(sorted, 0.1);
  return middle <= 0 ? ASSUMED : Math.min(MOST, Math.max(LEAST, range / 2 / middle));
}
