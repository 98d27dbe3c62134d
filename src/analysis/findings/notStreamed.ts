import { formatDuration, formatNumberOf } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { isStream } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import { findFinalAnswer } from '../whatIf/finalAnswer';
import { findApiWords } from './apiWords';
import type { Detector } from './detector';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { threadOfCall } from './threadOfCall';

/** A wait that breaks nobody's train of thought: Nielsen, Usability Engineering (1993), chapter 5. */
const LEAST_WAIT_MS: Milliseconds = 1000;
/** A few lines. A shorter answer is a value for the program, or read at a glance. */
const LEAST_TOKENS = 100;

/** The answer that a run ends with, when it is long and comes in one piece. */
export const notStreamed: Detector = (analysis) => {
  const call = findFinalAnswer(analysis.activities)?.call;
  if (!call || isStreamed(call) || isOneOfMany(call, analysis)) return [];
  const { response, style } = lastAttempt(call);
  const tokens = response?.usage?.outputTokens ?? 0;
  const { start, end } = callInterval(call, analysis.end);
  if (end - start < Math.max(LEAST_WAIT_MS, leastNoticed(analysis)) || tokens < LEAST_TOKENS) return [];
  const doOthersStream = analysis.run.calls.some((other) => other !== call && isStreamed(other));
  return [
    {
      detector: 'notStreamed',
      title: `The final answer came in one piece after ${formatDuration(end - start)}`,
      explanation:
        `The last answer of the run has ${formatNumberOf(tokens, 'token')} and was not streamed: until all of it was made, for ` +
        `${formatDuration(end - start)}, there was nothing to see. ${doOthersStream ? 'Other calls of the program are streamed. ' : ''}` +
        'If no person reads it as it comes, this costs nothing.',
      advice: `Ask for a stream (${findApiWords(style).streaming}) and show each piece as it comes. The whole takes as long; its first words are there at once.`,
      certainty: doOthersStream ? 'likely' : 'possible',
      activities: [call.id],
      places: placesOfCalls([call]),
      evidence: [
        { label: 'Nothing to see for', value: formatDuration(end - start) },
        { label: 'Output', value: formatNumberOf(tokens, 'token') },
      ],
      changes: [{ kind: 'stream', calls: [call.id] }],
    },
  ];
};

/** Of several conversations at one line, the last is no more final than the others: that is a batch. */
function isOneOfMany(call: Call, { run, threads }: RunAnalysis): boolean {
  const site = call.attribution.site?.id;
  const threadOf = threadOfCall(threads);
  const own = threadOf.get(call);
  return (
    !own || run.calls.some((other) => other.attribution.site?.id === site && threadOf.get(other) !== own)
  );
}

function isStreamed(call: Call): boolean {
  return isStream(lastAttempt(call));
}
