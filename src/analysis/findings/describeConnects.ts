import { formatDuration, formatNumberOf } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import type { RunAnalysis } from '../analyseRun';
import type { Suspicion } from './finding';
import type { NeedlessConnects } from './needlessConnects';
import { leastNoticed } from './noticed';
import { placesOfCalls, startAt } from './places';

interface ToldConnects {
  readonly host: string;
  readonly time: Milliseconds;
  /** How many calls, in words. */
  readonly calls: string;
  readonly longestIdle: Milliseconds;
  readonly facts: Pick<Suspicion, 'activities' | 'places' | 'evidence' | 'changes'>;
}

/** What needless connects cost; undefined where that is not worth a word. */
export function describeConnects(
  analysis: RunAnalysis,
  { connects, line, reused }: NeedlessConnects,
): ToldConnects | undefined {
  const time = connects.reduce((sum, connect) => sum + connect.time, 0);
  const calls = [...new Set(connects.map(({ call }) => call))];
  const host = connects[0]?.attempt.endpoint.host;
  if (host === undefined || time < leastNoticed(analysis)) return undefined;
  const ids = calls.map(({ id }) => id);
  return {
    host,
    time,
    calls: formatNumberOf(calls.length, 'call'),
    longestIdle: connects.reduce((most, { idle = 0 }) => Math.max(most, idle), 0),
    facts: {
      activities: ids,
      places: line ? startAt(line, placesOfCalls(calls)) : placesOfCalls(calls),
      evidence: [
        { label: 'New connections', value: `${connects.length}` },
        { label: 'Reused connections', value: `${reused}` },
        {
          label: 'Time to connect',
          value: `${formatDuration(time)}, ${formatDuration(time / connects.length)} each`,
        },
      ],
      changes: [{ kind: 'scale', activities: ids, phases: ['connect'], factor: 0 }],
    },
  };
}
