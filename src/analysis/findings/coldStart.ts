import { formatDuration } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { Milliseconds } from '../../base/units';
import { isStream } from '../../metrics/moments';
import { percentile } from '../../metrics/percentile';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import { uncachedTokens } from '../whatIf/pace';
import { waitOf } from './cacheSaving';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';

/** Servers load a model for a second and more; what is shorter is a queue, or chance. */
const LEAST_MS: Milliseconds = 300;
/** The first has to stand out: longer than so many usual waits, and than so many of the longest other one. */
const LEAST_RATIO = 2.5;
const LEAST_RATIO_TO_LONGEST = 1.5;
/** Others to compare with. */
const LEAST_OTHERS = 2;
/** A longer prompt or answer than the others' explains a longer wait by itself. */
const MOST_WORK_RATIO = 1.5;
/** Prompts may differ by so many tokens without anybody's noticing it. */
const FREE_TOKENS = 200;

/** Models that answer the first call of a run far later than the others, or whose server says that it had to load them. */
export const coldStart: Detector = (analysis) => {
  const done = analysis.run.calls.filter(({ outcome }) => outcome === 'complete');
  const byModel = groupBy(
    done,
    (call) => `${lastAttempt(call).endpoint.host} ${lastAttempt(call).request.model}`,
  );
  return [...byModel.values()].flatMap((calls) => {
    const loads = calls.filter((call) => loadOf(call) >= LEAST_MS);
    return loads.length > 0 ? tellLoads(analysis, loads) : tellFirst(analysis, calls);
  });
};

function loadOf(call: Call): Milliseconds {
  return lastAttempt(call).response?.serverTimings?.load ?? 0;
}

function tellLoads(analysis: RunAnalysis, calls: readonly Call[]): Suspicion[] {
  const time = calls.reduce((sum, call) => sum + loadOf(call), 0);
  if (time < leastNoticed(analysis)) return [];
  return [
    {
      ...describe(calls, time, analysis),
      title: `The server loaded the model for ${formatDuration(time)}`,
      explanation: `Before it worked on ${calls.length === 1 ? 'a request' : `${calls.length} requests`}, the server made the model ready, for ${formatDuration(time)} by its own figures. Waiting for a free place may be in that.`,
      certainty: 'certain',
      evidence: [{ label: 'Load, by the server', value: formatDuration(time) }],
    },
  ];
}

function tellFirst(analysis: RunAnalysis, calls: readonly Call[]): Suspicion[] {
  const [first, ...others] = calls;
  if (!first || others.length < LEAST_OTHERS) return [];
  const wait = unexplainedWait(analysis, first);
  const isLonger = (call: Call) => wait >= LEAST_RATIO_TO_LONGEST * unexplainedWait(analysis, call);
  if (!others.every((call) => isLonger(call) && isComparable(first, call))) return [];
  const waits = others.map((call) => unexplainedWait(analysis, call)).sort((a, b) => a - b);
  const [usual, longest] = [percentile(waits, 0.5), waits.at(-1) ?? 0];
  const time = wait - usual;
  if (wait < LEAST_RATIO * usual || time < Math.max(LEAST_MS, leastNoticed(analysis))) return [];
  return [
    {
      ...describe([first], time, analysis),
      title: `The first call waited ${formatDuration(wait)} for its answer to begin, later ones ${formatDuration(usual)}`,
      explanation:
        `The first answer of the model began after ${formatDuration(wait)}, the ${others.length} others after ${formatDuration(usual)} (median), ` +
        `${formatDuration(longest)} at most, with prompts that were no shorter. The server may have started or loaded the model for it; it does not say so.`,
      certainty: 'possible',
      evidence: [
        { label: 'First wait', value: formatDuration(wait) },
        {
          label: 'Other waits',
          value: `${formatDuration(usual)} median of ${others.length}, ${formatDuration(longest)} at most`,
        },
      ],
    },
  ];
}

function describe(calls: readonly Call[], time: Milliseconds, analysis: RunAnalysis) {
  const waits = calls.reduce((sum, call) => sum + waitOf(analysis, call), 0);
  const activities = calls.map(({ id }) => id);
  const isOllama = lastAttempt(calls[0] as Call).style.startsWith('ollama.');
  return {
    detector: 'coldStart',
    advice: isOllama
      ? 'Keep the model loaded (`keep_alive: -1`), or send an empty request when the program starts, so that it loads while other things are done.'
      : 'Send a small request when the program starts and do other things meanwhile, or keep an instance warm (provisioned throughput, a minimum of replicas).',
    activities,
    places: placesOfCalls(calls),
    changes: [
      { kind: 'scale', activities, phases: ['wait'], factor: waits > 0 ? Math.max(0, 1 - time / waits) : 1 },
    ],
  } as const satisfies Partial<Suspicion>;
}

/** Without what the server needed to read the prompt, where it says so. */
function unexplainedWait(analysis: RunAnalysis, call: Call): Milliseconds {
  return Math.max(0, waitOf(analysis, call) - (lastAttempt(call).response?.serverTimings?.prefill ?? 0));
}

/** Whether the first had no more to do than another. */
function isComparable(first: Call, other: Call): boolean {
  const [one, two] = [lastAttempt(first), lastAttempt(other)];
  const [prompt, otherPrompt] = [uncachedTokens(one) ?? 0, uncachedTokens(two) ?? 0];
  if (isStream(one) !== isStream(two)) return false;
  if (prompt > MOST_WORK_RATIO * otherPrompt + FREE_TOKENS) return false;
  const [output, otherOutput] = [one, two].map(({ response }) => response?.usage?.outputTokens ?? 0) as [
    number,
    number,
  ];
  return isStream(one) || output <= MOST_WORK_RATIO * otherOutput + FREE_TOKENS / 10;
}
