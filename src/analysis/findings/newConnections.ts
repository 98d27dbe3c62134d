import { formatDuration, formatNumberOf } from '../../base/format';
import type { RunAnalysis } from '../analyseRun';
import { describeConnects } from './describeConnects';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { findNeedlessConnects, type NeedlessConnects } from './needlessConnects';

/** Calls that connect again to a host although a connection to it had been used before and was at rest. */
export const newConnections: Detector = (analysis) =>
  findNeedlessConnects(analysis.run)
    .filter(({ line }) => line === undefined)
    .flatMap((found) => suspect(analysis, found));

function suspect(analysis: RunAnalysis, found: NeedlessConnects): Suspicion[] {
  const told = describeConnects(analysis, found);
  if (!told) return [];
  const { host, time, calls, longestIdle, facts } = told;
  const some =
    found.reused > 0
      ? ` ${formatNumberOf(found.reused, 'request')} did reuse one, so it is kept at times.`
      : '';
  return [
    {
      detector: 'newConnections',
      title: `${calls} connected to ${host} anew: ${formatDuration(time)}`,
      explanation:
        `${calls} began with a new connection, although one to ${host} had been used before and was at rest, ` +
        `for ${formatDuration(longestIdle)} at most. Connecting took ${formatDuration(time)} in all.${some}`,
      advice:
        'Keep connections alive: make one client for the whole program and use it for every call; give it an agent with ' +
        '`keepAlive: true`, or for fetch a dispatcher whose `keepAliveTimeout` is longer than the pauses between calls.',
      certainty: 'certain',
      ...facts,
    },
  ];
}
