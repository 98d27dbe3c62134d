import { formatCount, formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { Tokens } from '../../base/units';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import { findApiWords } from './apiWords';
import { estimateCacheSaving, fillCache, type Uncached } from './cacheSaving';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { cachesOnRequest, charsOf, countSharedParts, type PromptFacts, promptFactsOf } from './promptFacts';

/** No provider caches a shorter prompt; some models ask for up to four times as much. */
const LEAST_TOKENS: Tokens = 1024;
/** What any model caches. */
const SURE_TOKENS: Tokens = 4096;
/** The first writes the cache, and a write costs more than it brings for a single other one. */
const LEAST_CALLS = 3;

/** Long beginnings of prompts that come again and again at a provider that caches only what it is asked to. */
export const neverCached: Detector = (analysis) => {
  const candidates = analysis.run.calls.filter(cachesOnRequest).flatMap((call) => {
    const facts = promptFactsOf(call);
    return facts && facts.cachedTokens === 0 && !facts.asksForCache ? [{ call, facts }] : [];
  });
  const byBeginning = groupBy(candidates, ({ facts }) => nameBeginning(facts));
  return [...byBeginning].flatMap(([name, calls]) => (name === undefined ? [] : suspect(analysis, calls)));
};

interface Candidate {
  readonly call: Call;
  readonly facts: PromptFacts;
}

/** Equal for prompts that begin alike for as long as a cache needs; undefined for shorter ones. */
function nameBeginning({ parts, tokensPerChar, scope }: PromptFacts): string | undefined {
  let [chars, name] = [0, scope];
  for (const part of parts) {
    chars += part.chars;
    name += ` ${part.digest}`;
    if (chars * tokensPerChar >= LEAST_TOKENS) return name;
  }
  return undefined;
}

function suspect(analysis: RunAnalysis, candidates: readonly Candidate[]): Suspicion[] {
  if (candidates.length < LEAST_CALLS) return [];
  const uncached = candidates.slice(1).map((one, index) => shareWith(candidates[index] as Candidate, one));
  const cost = estimateCacheSaving(analysis, uncached);
  if (cost < leastNoticed(analysis)) return [];
  const calls = candidates.map(({ call }) => call);
  const least = uncached.reduce((min, { tokens }) => Math.min(min, tokens), Number.POSITIVE_INFINITY);
  const sum = uncached.reduce((total, { tokens }) => total + tokens, 0);
  return [
    {
      detector: 'neverCached',
      title: `${formatNumberOf(calls.length, 'call')} begin with the same ${formatCount(least)} tokens, and no cache is asked for`,
      explanation:
        `${formatNumberOf(calls.length, 'prompt')} begin alike, for ${formatCount(least)} tokens at least. This provider caches only ` +
        `what a request marks for it, none was marked, and none was read from a cache: ${formatCount(sum)} tokens were read anew.` +
        (least < SURE_TOKENS ? ' Some models cache only from 2 048 or 4 096 tokens on.' : ''),
      advice: `For the cache, ${findApiWords(lastAttempt(calls[0] as Call).style).caching}: tools, system prompt and, in a conversation, the last message. What is read from a cache is cheaper as well.`,
      certainty: least < SURE_TOKENS ? 'likely' : 'certain',
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'The same beginning', value: `${formatCount(least)} tokens` },
        { label: 'Read anew', value: `${formatCount(sum)} tokens` },
        { label: 'That costs about', value: `${formatDuration(cost)} before first tokens` },
      ],
      changes: fillCache(analysis, uncached),
    },
  ];
}

function shareWith(before: Candidate, { call, facts }: Candidate): Uncached {
  const shared = countSharedParts(before.facts.parts, facts.parts);
  return { call, tokens: charsOf(facts.parts.slice(0, shared)) * facts.tokensPerChar, of: facts.tokens };
}
