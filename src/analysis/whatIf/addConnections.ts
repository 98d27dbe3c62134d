import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { median } from '../../metrics/percentile';
import { type Call, firstAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import type { Piece, Pieces } from './pieces';
import type { Plan } from './plan';
import { recordedPieces } from './resize';

/**
 * Requests that go side by side can't share a connection of HTTP/1: of branches that found one open because they came one
 * after the other, all but the first need one of their own. It takes what those to the same host took in this run.
 * @param branches that go side by side now, in the order in which they begin
 */
export function addConnections(
  analysis: RunAnalysis,
  plan: Plan,
  branches: readonly (readonly number[])[],
  pieces: Pieces,
): Pieces {
  const added = new Map(pieces);
  for (const branch of branches) {
    const first = branch.find((index) => plan.activities[index]?.kind === 'call');
    const activity = first === undefined ? undefined : plan.activities[first];
    if (first === undefined || activity?.kind !== 'call' || !sharesConnection(activity.call)) continue;
    const length = timeToConnect(analysis.run.calls).get(firstAttempt(activity.call).endpoint.host);
    if (length === undefined) continue;
    const { start } = activity;
    const connect: Piece = {
      ...{ name: 'connect', start, end: start, length },
      ...{ isFinal: true, isBeforeOutput: true, isChanged: true, doubt: 0 },
    };
    added.set(first, [connect, ...(added.get(first) ?? recordedPieces(analysis, activity))]);
  }
  return added;
}

function sharesConnection(call: Call): boolean {
  const { connectionReused, transport } = firstAttempt(call);
  return connectionReused === true && transport !== 'http2';
}

/** The median of what connections to each host took, of those that were seen being made. */
const timeToConnect: (calls: readonly Call[]) => ReadonlyMap<string, Milliseconds> = memoiseByIdentity(
  (calls) => {
    const made = calls.flatMap((call) =>
      call.attempts.flatMap(({ endpoint: { host }, timing: { connectStart, tcpDone, tlsDone } }) => {
        const up = tlsDone ?? tcpDone;
        return connectStart === undefined || up === undefined ? [] : [{ host, time: up - connectStart }];
      }),
    );
    return new Map(
      [...groupBy(made, ({ host }) => host)].map(([host, each]) => [
        host,
        median(each.map(({ time }) => time)),
      ]),
    );
  },
);
