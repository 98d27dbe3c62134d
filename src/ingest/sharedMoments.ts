import type { Attempt } from '../model/attempt';
import type { Attribution } from '../model/attribution';

/**
 * Doubts lines that may be another caller's. Requests that lead back to one and the same moment are either steps of one
 * piece of work, or a client works off there what several callers asked of it: a queue, a batch, a pool. They are taken
 * for the first when a request is sent again, carries the conversation on or goes to another endpoint; of the others only
 * the first is sure.
 */
export class SharedMoments {
  private readonly doubted = new WeakMap<Attribution, Attribution>();

  /**
   * The attributions with those lowered that may be another caller's. The same attribution is lowered to the same object.
   * @param attempts in any order
   */
  doubt(
    attempts: readonly Attempt[],
    attributions: ReadonlyMap<string, Attribution>,
  ): ReadonlyMap<string, Attribution> {
    const result = new Map(attributions);
    for (const together of this.groupByMoment(attempts, attributions)) {
      for (const [index, attempt] of together.entries()) {
        const attribution = attributions.get(attempt.id) as Attribution;
        if (index > 0 && !goesOn(attempt, together.slice(0, index))) {
          result.set(attempt.id, this.lower(attribution));
        }
      }
    }
    return result;
  }

  private groupByMoment(
    attempts: readonly Attempt[],
    attributions: ReadonlyMap<string, Attribution>,
  ): Iterable<readonly Attempt[]> {
    const groups = new Map<string, Attempt[]>();
    for (const attempt of [...attempts].sort((a, b) => a.timing.start - b.timing.start)) {
      const attribution = attributions.get(attempt.id);
      if (attribution?.moment === undefined || attribution.confidence === 'low') continue;
      const { host, path } = attempt.endpoint;
      const key = `${attempt.process} ${attribution.moment} ${host}${path}`;
      groups.set(key, [...(groups.get(key) ?? []), attempt]);
    }
    return groups.values();
  }

  private lower(attribution: Attribution): Attribution {
    const known = this.doubted.get(attribution);
    if (known) return known;
    const lowered: Attribution = Object.freeze({ ...attribution, confidence: 'low' });
    this.doubted.set(attribution, lowered);
    return lowered;
  }
}

function goesOn({ request }: Attempt, earlier: readonly Attempt[]): boolean {
  const { bodyHash, continues, messageCount } = request;
  if (continues) return true;
  if (bodyHash !== undefined && earlier.some((other) => other.request.bodyHash === bodyHash)) return true;
  return (
    messageCount !== undefined && earlier.every((other) => (other.request.messageCount ?? 0) < messageCount)
  );
}
