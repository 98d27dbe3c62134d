import { formatDuration, formatNumberOf } from '../../base/format';
import { unionLength } from '../../base/intervals';
import { attemptEnd } from '../../metrics/callTimes';
import type { Call } from '../../model/call';
import type { Pause } from '../../model/run';
import type { Detector } from './detector';
import { isFailureOfPause } from './failedTries';
import { placesOfCalls } from './places';

/**
 * Calls of which an attempt broke after the debugger had held the program during it. Clocks of clients and servers go on
 * while a person thinks. A warning: it says why something failed, and a run without a debugger does not have it.
 */
export const pauseTimeout: Detector = ({ run }) => {
  if (run.pauses.length === 0) return [];
  const calls = run.calls.filter(({ attempts }) =>
    attempts.some((attempt) => isFailureOfPause(attempt, run.pauses)),
  );
  if (calls.length === 0) return [];
  const time = unionLength(calls.flatMap((call) => pausesIn(call, run.pauses)));
  const failed = formatNumberOf(calls.length, 'call');
  return [
    {
      detector: 'pauseTimeout',
      title: `${failed} failed after the debugger had held the program for ${formatDuration(time)}`,
      explanation:
        `The debugger held the program for ${formatDuration(time)} while ${failed} ${calls.length === 1 ? 'was' : 'were'} open, ` +
        'and then the connection broke or the program gave up. The pause is the likely cause, not the server.',
      advice:
        'Do not trust these figures. Put the breakpoint before the call or after its answer, use a logpoint instead, or raise the client’s `timeout` while you debug.',
      certainty: 'likely',
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'Held by the debugger', value: formatDuration(time) },
        { label: 'Failed calls', value: `${calls.length}` },
      ],
      changes: [],
    },
  ];
};

function pausesIn({ attempts }: Call, pauses: readonly Pause[]) {
  return attempts
    .filter((attempt) => isFailureOfPause(attempt, pauses))
    .flatMap((attempt) => {
      const { start } = attempt.timing;
      const end = attemptEnd(attempt, start);
      return pauses
        .filter((pause) => pause.start < end && (pause.end ?? end) > start)
        .map((pause) => ({ start: Math.max(start, pause.start), end: Math.min(end, pause.end ?? end) }));
    });
}
