import { formatCount, formatDuration, formatNumberOf, formatPercent } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { Tokens } from '../../base/units';
import { type Call, lastAttempt } from '../../model/call';
import type { PromptPart, PromptPartKind } from '../../model/prompt';
import type { RunAnalysis } from '../analyseRun';
import { findApiWords } from './apiWords';
import { estimateCacheSaving, fillCache } from './cacheSaving';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { findSuccessions, type Succession } from './precedingCalls';
import { cachesOnRequest, charsOf, countSharedParts, promptFactsOf } from './promptFacts';

/** No provider caches a shorter prompt. */
const LEAST_TOKENS: Tokens = 1024;
/** One break is how a conversation is cut short or begun anew; two are a habit. */
const LEAST_BREAKS = 2;
/** And most of the calls have to be like that. */
const LEAST_SHARE = 0.5;
/** A part that is never the same and always as long is the same text around something that changes, such as the time. */
const SAME_LENGTH = { share: 0.02, chars: 32 } as const;

/** Lines whose prompts change early from call to call, so that a cache that they would hit never has them. */
export const brokenCachePrefix: Detector = (analysis) => {
  const bySite = groupBy(findSuccessions(analysis), ({ call }) => call.attribution.site?.id);
  return [...bySite.values()].flatMap((successions) => suspect(analysis, successions));
};

function suspect(analysis: RunAnalysis, successions: readonly Succession[]): Suspicion[] {
  const breaks = successions.flatMap(findBreak);
  const [first] = breaks;
  if (!first || breaks.length < LEAST_BREAKS || breaks.length < LEAST_SHARE * successions.length) return [];
  if (estimateCacheSaving(analysis, breaks) < leastNoticed(analysis)) return [];
  const calls = breaks.map(({ call }) => call);
  const tokens = breaks.reduce((sum, one) => sum + one.tokens, 0);
  const all = breaks.reduce((sum, one) => sum + one.of, 0);
  const part = describePart(mostOften(breaks));
  const isGuess = breaks.every(({ isGuess }) => isGuess);
  return [
    {
      detector: 'brokenCachePrefix',
      title: `${part} changes every call: ${formatCount(tokens)} tokens were read anew`,
      explanation:
        `In ${formatNumberOf(breaks.length, 'call')} of ${successions.length} ${lowerFirst(part)} was not what it had been in the call before` +
        `${isGuess ? ', though as long' : ', while what follows it was'}. Caches hold the start of a prompt up to the first difference, so ` +
        `${formatPercent(tokens / all)} of these prompts could have been in one, and the server read them anew.`,
      advice:
        'Take out of there whatever changes (the time, an id, the order of tools, a summary), or put it at the end of the ' +
        `last message. Then ${findApiWords(lastAttempt(first.call).style).caching}.`,
      certainty: isGuess ? 'likely' : 'certain',
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'First difference', value: part },
        { label: 'Could have been cached', value: `${formatCount(tokens)} of ${formatCount(all)} tokens` },
        { label: 'Was cached', value: formatNumberOf(cachedOf(calls), 'token') },
        {
          label: 'That costs about',
          value: `${formatDuration(estimateCacheSaving(analysis, breaks))} before first tokens`,
        },
      ],
      changes: fillCache(analysis, breaks),
    },
  ];
}

interface Break {
  readonly call: Call;
  readonly kind: PromptPartKind;
  /** Of the messages, from 1; undefined for tools and system. */
  readonly message?: number;
  /** Tokens that a cache could have had. */
  readonly tokens: Tokens;
  readonly of: Tokens;
  /** It can only be told from lengths that the changed part is mostly the same. */
  readonly isGuess: boolean;
}

/** Where a prompt parts from the one before although it goes on alike; nothing where a cache had it all the same. */
function findBreak({ before, call }: Succession): Break[] {
  const [old, facts] = [promptFactsOf(before), promptFactsOf(call)];
  if (!old || !facts || (cachesOnRequest(call) && !facts.asksForCache)) return [];
  const at = countSharedParts(old.parts, facts.parts);
  const changed = facts.parts[at];
  if (!changed || at >= old.parts.length || isLast(at, facts.parts)) return [];
  const known = new Set(old.parts.slice(at).map(({ digest }) => digest));
  const recurring = facts.parts.slice(at, facts.cacheable).filter(({ digest }) => known.has(digest));
  const nearly = isNearlySame(changed, old.parts[at] as PromptPart) ? changed.chars : 0;
  const tokens = (charsOf(facts.parts.slice(0, at)) + charsOf(recurring) + nearly) * facts.tokensPerChar;
  const lost = Math.min(
    (charsOf(recurring) + nearly) * facts.tokensPerChar,
    facts.writtenTokens || Number.POSITIVE_INFINITY,
  );
  if (tokens < LEAST_TOKENS || lost < tokens / 2 || facts.cachedTokens >= tokens / 2) return [];
  const message = facts.parts
    .slice(0, at + 1)
    .filter(({ kind }) => kind !== 'tools' && kind !== 'system').length;
  const isGuess = charsOf(recurring) < nearly;
  return [
    { call, kind: changed.kind, ...(message > 0 && { message }), tokens: lost, of: facts.tokens, isGuess },
  ];
}

/** What comes last is what is new in a call. */
function isLast(index: number, parts: readonly PromptPart[]): boolean {
  return index === parts.length - 1 && parts.length > 1 && parts[index]?.kind !== 'system';
}

function isNearlySame(one: PromptPart, other: PromptPart): boolean {
  const most = Math.max(SAME_LENGTH.chars, SAME_LENGTH.share * other.chars);
  return one.kind === other.kind && one.kind !== 'user' && Math.abs(one.chars - other.chars) <= most;
}

function mostOften(breaks: readonly Break[]): Break {
  const groups = [...groupBy(breaks, ({ kind, message }) => `${kind} ${message}`).values()];
  return groups.sort((a, b) => b.length - a.length)[0]?.[0] as Break;
}

function describePart({ kind, message }: Break): string {
  if (kind === 'tools') return 'The list of tools';
  if (kind === 'system') return 'The system prompt';
  return `Message ${message}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function cachedOf(calls: readonly Call[]): Tokens {
  return calls.reduce((sum, call) => sum + (promptFactsOf(call)?.cachedTokens ?? 0), 0);
}
