import { formatDuration } from '../../base/format';
import type { RunAnalysis } from '../analyseRun';
import { describeConnects } from './describeConnects';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { findNeedlessConnects, type NeedlessConnects } from './needlessConnects';

/**
 * Lines every call of which connects anew while other lines of the same process reuse connections to the same host. The
 * server keeps connections then, so it is these calls that do not find them: their client or agent is their own.
 */
export const clientPerCall: Detector = (analysis) =>
  findNeedlessConnects(analysis.run)
    .filter(({ line }) => line !== undefined)
    .flatMap((found) => suspect(analysis, found));

function suspect(analysis: RunAnalysis, found: NeedlessConnects): Suspicion[] {
  const told = describeConnects(analysis, found);
  if (!told) return [];
  const { host, time, calls, facts } = told;
  return [
    {
      detector: 'clientPerCall',
      title: `${calls} of this line connected to ${host} anew each: ${formatDuration(time)}`,
      explanation:
        `Every call of this line opened a connection of its own, ${formatDuration(time)} in all, while calls of other lines ` +
        `to ${host} went over connections that were open. So the server keeps them; it is likely that a client or an agent is built for each call here.`,
      advice:
        'Build the client once, outside of the function, and use it for every call. If each call needs settings of its own, ' +
        'give all clients one shared agent (`httpAgent`, or `fetchOptions.dispatcher`).',
      certainty: 'likely',
      ...facts,
    },
  ];
}
