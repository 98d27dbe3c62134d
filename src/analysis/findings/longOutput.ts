import { formatCount, formatDuration, formatNumberOf, formatPercent } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds, Tokens } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { findMoments, isStream } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import type { PromptPart } from '../../model/prompt';
import type { Activity, ActivityId, CallActivity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import type { Change } from '../whatIf/change';
import { findPaces } from '../whatIf/pace';
import { findApiWords } from './apiWords';
import { callsOf } from './callsOf';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { charsOf } from './promptFacts';

/** Fewer tokens are a paragraph, which any answer may take. */
const LEAST_TOKENS: Tokens = 200;
/** From here on writing is what the run is about. */
const LEAST_SHARE_OF_RUN = 0.2;
/** A person waits for so long without a thought; less is no matter. */
const LEAST_MS: Milliseconds = 300;
/** Of what is written, less than this goes on. */
const MOST_USED = 0.5;
/** Nobody writes only what is used: so much of an answer remains at least. */
const LEAST_KEPT = 0.1;

/**
 * Answers most of whose text goes nowhere: what needs them has no room for more than a part, or they call tools after a
 * long text. The final answer is for a person and as long as he wants it; of others that nothing needs it is not known.
 */
export const longOutput: Detector = (analysis) => {
  const long = callsOf(analysis.activities).flatMap((activity) => measureOutput(analysis, activity));
  return [...groupBy(long, ({ call }) => call.attribution.site?.id).values()].flatMap((outputs) =>
    suspect(analysis, outputs),
  );
};

interface Output {
  readonly call: Call;
  readonly tokens: Tokens;
  /** For how long it was made. */
  readonly time: Milliseconds;
  /** The share of it that can have gone on at most. */
  readonly used: number;
  readonly isBeforeTools: boolean;
}

function measureOutput(analysis: RunAnalysis, activity: CallActivity): Output[] {
  const { call } = activity;
  const { response } = lastAttempt(call);
  const { outputTokens = 0, reasoningTokens } = response?.usage ?? {};
  const tokens = outputTokens - (reasoningTokens ?? 0);
  if (call.outcome !== 'complete' || !response || tokens < LEAST_TOKENS) return [];
  const isBeforeTools = response.toolCalls.length > 0;
  const used = isBeforeTools ? shareOfTools(call) : shareThatGoesOn(analysis, activity);
  if (used === undefined || used > MOST_USED) return [];
  return [{ call, tokens, time: generationTime(analysis, call), used, isBeforeTools }];
}

/** Of an answer that calls tools, what is no text before them. */
function shareOfTools(call: Call): number {
  const { toolCalls = [], textChars = 0 } = lastAttempt(call).response ?? {};
  const chars = toolCalls.reduce((sum, { argumentChars, name }) => sum + argumentChars + name.length, 0);
  return chars / Math.max(1, chars + textChars);
}

/** By the room that the prompts have which hold words of it; undefined where there are none, or it is in a conversation. */
function shareThatGoesOn({ graph, activities }: RunAnalysis, { id, call }: CallActivity): number | undefined {
  const next = (graph.after.get(id) ?? []).filter(({ why }) => why !== 'order' && why !== 'join');
  if (next.length === 0 || next.some(({ why }) => why !== 'quote')) return undefined;
  const own = lastAttempt(call).request.prompt ?? [];
  const chars = lastAttempt(call).response?.textChars ?? 0;
  const users = callsById(activities);
  let room = 0;
  for (const { to } of next) {
    const prompt = lastAttempt(users.get(to) ?? call).request.prompt;
    if (!prompt) return undefined;
    room = Math.max(room, charsBeside(own, prompt));
  }
  return chars === 0 ? undefined : Math.min(1, room / chars);
}

/** Of a prompt without its tools and what is in another one too. */
function charsBeside(other: readonly PromptPart[], prompt: readonly PromptPart[]): number {
  const { all, byDigest } = countChars(prompt);
  const shared = new Set(other.map(({ digest }) => digest));
  return [...shared].reduce((rest, digest) => rest - (byDigest.get(digest) ?? 0), all);
}

/** A prompt may hold words of very many answers, and is asked about for each. */
const countChars = memoiseByIdentity((prompt: readonly PromptPart[]) => {
  const parts = prompt.filter(({ kind }) => kind !== 'tools');
  const byDigest = groupBy(parts, ({ digest }) => digest);
  return {
    all: charsOf(parts),
    byDigest: new Map([...byDigest].map(([digest, same]) => [digest, charsOf(same)])),
  };
});

const callsById: (activities: readonly Activity[]) => ReadonlyMap<ActivityId, Call> = memoiseByIdentity(
  (activities) => new Map(callsOf(activities).map(({ id, call }) => [id, call])),
);

/** Of a document it is an estimate; where nothing tells, all of its time. */
function generationTime({ run }: RunAnalysis, call: Call): Milliseconds {
  const attempt = lastAttempt(call);
  const { firstVisible, lastOutput } = findMoments(attempt);
  if (isStream(attempt)) return (lastOutput ?? 0) - (firstVisible ?? lastOutput ?? 0);
  const { start, end } = callInterval(call, 0);
  return Math.min(end - start, findPaces(run.calls)(call).generationOf(attempt) ?? end - start);
}

function suspect(analysis: RunAnalysis, outputs: readonly Output[]): Suspicion[] {
  const time = outputs.reduce((sum, output) => sum + output.time, 0);
  const wall = analysis.end - analysis.start;
  if (time < Math.max(LEAST_MS, LEAST_SHARE_OF_RUN * wall, leastNoticed(analysis))) return [];
  const tokens = outputs.reduce((sum, output) => sum + output.tokens, 0);
  const used = outputs.reduce((sum, output) => sum + output.used * output.tokens, 0) / tokens;
  const calls = outputs.map(({ call }) => call);
  const { outputLimit } = findApiWords(lastAttempt(calls[0] as Call).style);
  return [
    {
      detector: 'longOutput',
      title: `${formatCount(tokens)} tokens were written for ${formatDuration(time)}, and at most ${formatPercent(used)} of them used`,
      explanation:
        `${formatNumberOf(outputs.length, 'answer')} took ${formatDuration(time)} to write, ${formatPercent(time / wall)} of the run. ` +
        (outputs.some(({ isBeforeTools }) => isBeforeTools)
          ? 'Most of it is text before calls of tools, which the program does not wait for.'
          : `What needs ${outputs.length === 1 ? 'it' : 'them'} later has room for ${formatPercent(used)} of it at most.`),
      advice: `Ask only for what is used: say in the prompt how long the answer may be, take fields that nobody reads out of its schema, and set ${outputLimit} as a guard.`,
      certainty: 'likely',
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'Output', value: formatNumberOf(tokens, 'token') },
        { label: 'Time to write it', value: formatDuration(time) },
        { label: 'Used at most', value: formatPercent(used) },
      ],
      changes: shorten(analysis, calls, Math.max(LEAST_KEPT, used)),
    },
  ];
}

/** Where it is not known when a document began to be written, its whole wait stands in. */
function shorten({ run }: RunAnalysis, calls: readonly Call[], factor: number): Change[] {
  const isKnown = (call: Call) =>
    isStream(lastAttempt(call)) || findPaces(run.calls)(call).generationOf(lastAttempt(call)) !== undefined;
  const phasesOf = { known: ['streaming'], unknown: ['wait', 'receive'] } as const;
  return (['known', 'unknown'] as const).flatMap((kind): Change[] => {
    const activities = calls.filter((call) => isKnown(call) === (kind === 'known')).map(({ id }) => id);
    return activities.length === 0 ? [] : [{ kind: 'scale', activities, phases: phasesOf[kind], factor }];
  });
}
