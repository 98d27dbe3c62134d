import { formatCount, formatDuration, formatNumberOf, formatPercent } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { Milliseconds, Tokens } from '../../base/units';
import { isStream } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import type { PromptPart } from '../../model/prompt';
import type { RunAnalysis } from '../analyseRun';
import type { Thread } from '../threads/thread';
import { fitLine } from '../whatIf/fitLine';
import { waitOf } from './cacheSaving';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';

/** A line through fewer turns is none. */
const LEAST_TURNS = 4;
/** The last turns wait half as long again as the first would: a person notices a change of that size. */
const LEAST_RATIO = 1.5;
/** So much of the differences between the turns' waits has to go with the prompt. */
const LEAST_EXPLAINED = 0.6;
/** A page of text. No server is felt to read less. */
const LEAST_GROWTH_TOKENS: Tokens = 300;
/** Less than this per turn is not felt. */
const LEAST_PER_TURN_MS: Milliseconds = 50;

/** Conversations whose turns wait longer and longer for the first token as their prompts grow. */
export const promptGrowth: Detector = (analysis) =>
  analysis.threads.flatMap((thread) => suspect(analysis, thread));

interface ToldTurn {
  readonly call: Call;
  /** Of its prompt, by the server. */
  readonly tokens: Tokens;
}

interface Turn extends ToldTurn {
  readonly wait: Milliseconds;
}

function suspect(analysis: RunAnalysis, thread: Thread): Suspicion[] {
  const told = thread.calls.flatMap(tokensOf);
  if (told.length < LEAST_TURNS || growthOf(told) < LEAST_GROWTH_TOKENS) return [];
  const turns = told.map((turn) => ({ ...turn, wait: measureWait(analysis, turn.call) }));
  const growth = measureGrowth(turns);
  const [first, last] = [turns[0], turns.at(-1)];
  if (!growth || !first || !last || growth.time < leastNoticed(analysis)) return [];
  const source = findSource(first.call, last.call, thread.calls);
  const per1000 = formatDuration(1000 * growth.slope);
  return [
    {
      detector: 'promptGrowth',
      title: `The first token comes ${per1000} later with each 1 000 tokens of a prompt that grew to ${formatCount(last.tokens)}`,
      explanation:
        `Over ${formatNumberOf(turns.length, 'turn')} the prompt grew from ${formatCount(first.tokens)} to ${formatCount(last.tokens)} tokens, ` +
        `and the wait for the first token with it, by ${per1000} per 1 000 tokens (${formatPercent(growth.explained)} of its changes). ` +
        `That took ${formatDuration(growth.time)} in all.${source ? ` ${formatPercent(source.share)} of what was added is ${source.name}.` : ''}`,
      advice:
        `${source?.isTool ? 'Let the tools return less: the lines that matter instead of whole files, a summary instead of a page; ' : 'Shorten what is carried along: '}` +
        'drop or summarise old results once they have been used, and keep the start of the prompt equal so that a cache can have it.',
      certainty: 'likely',
      activities: turns.map(({ call }) => call.id),
      places: placesOfCalls(turns.map(({ call }) => call)),
      evidence: [
        { label: 'Prompt', value: `${formatCount(first.tokens)} to ${formatCount(last.tokens)} tokens` },
        { label: 'TTFT per 1 000 tokens', value: per1000 },
        {
          label: 'Wait for the first token',
          value: `${formatDuration(first.wait)} to ${formatDuration(last.wait)}`,
        },
        ...(source ? [{ label: 'Grown by', value: `${source.name} (${formatPercent(source.share)})` }] : []),
      ],
      changes: [
        {
          kind: 'scale',
          activities: turns.map(({ call }) => call.id),
          phases: turns.every(({ call }) => isStream(lastAttempt(call))) ? ['wait'] : ['wait', 'streaming'],
          factor: Math.max(0, 1 - (growth.time * (source?.share ?? 1)) / growth.waits),
        },
      ],
    },
  ];
}

function tokensOf(call: Call): ToldTurn[] {
  const tokens = lastAttempt(call).response?.usage?.inputTokens;
  return call.outcome !== 'complete' || !tokens ? [] : [{ call, tokens }];
}

function measureWait(analysis: RunAnalysis, call: Call): Milliseconds {
  return isStream(lastAttempt(call)) ? waitOf(analysis, call) : wholeWaitOf(call);
}

/** From the shortest prompt to the longest. */
function growthOf(turns: readonly ToldTurn[]): Tokens {
  return mostOf(turns) - leastOf(turns);
}

function leastOf(turns: readonly ToldTurn[]): Tokens {
  return turns.reduce((min, { tokens }) => Math.min(min, tokens), Number.POSITIVE_INFINITY);
}

function mostOf(turns: readonly ToldTurn[]): Tokens {
  return turns.reduce((max, { tokens }) => Math.max(max, tokens), 0);
}

/** Of a document: when its first token was made is not known, and short answers hardly differ in the rest. */
function wholeWaitOf(call: Call): Milliseconds {
  const { timing, reads } = lastAttempt(call);
  const { start, sent = start } = timing;
  return Math.max(0, (reads[0]?.at ?? sent) - sent);
}

interface Growth {
  /** Ms per token. */
  readonly slope: number;
  /** What the growth cost all turns, against the shortest prompt. */
  readonly time: Milliseconds;
  readonly waits: Milliseconds;
  readonly explained: number;
}

function measureGrowth(turns: readonly Turn[]): Growth | undefined {
  const line = fitLine(turns.map(({ tokens, wait }) => ({ x: tokens, y: wait })));
  if (!line || line.slope <= 0) return undefined;
  const [least, most] = [leastOf(turns), mostOf(turns)];
  const time = turns.reduce((sum, { tokens }) => sum + line.slope * (tokens - least), 0);
  const explained = explainedBy(turns, line);
  const ratio = (line.offset + line.slope * most) / Math.max(1, line.offset + line.slope * least);
  if (ratio < LEAST_RATIO || explained < LEAST_EXPLAINED || time < LEAST_PER_TURN_MS * turns.length)
    return undefined;
  const waits = turns.reduce((sum, { wait }) => sum + wait, 0);
  return { slope: line.slope, time, waits, explained };
}

/** The share of the waits' deviations that the line takes away, by sums of absolute values: one outlier weighs little. */
function explainedBy(turns: readonly Turn[], { slope, offset }: { slope: number; offset: number }): number {
  const mean = turns.reduce((sum, { wait }) => sum + wait, 0) / turns.length;
  const before = turns.reduce((sum, { wait }) => sum + Math.abs(wait - mean), 0);
  const after = turns.reduce((sum, { wait, tokens }) => sum + Math.abs(wait - offset - slope * tokens), 0);
  return before === 0 ? 0 : 1 - after / before;
}

interface Source {
  readonly name: string;
  readonly share: number;
  readonly isTool: boolean;
}

/** Which kind of part most of the growth is of, by characters; tool results by the tool. */
function findSource(first: Call, last: Call, calls: readonly Call[]): Source | undefined {
  const known = new Set((lastAttempt(first).request.prompt ?? []).map(({ digest }) => digest));
  const added = (lastAttempt(last).request.prompt ?? []).filter(({ digest }) => !known.has(digest));
  const toolNames = new Map(
    calls
      .flatMap((call) => lastAttempt(call).response?.toolCalls ?? [])
      .flatMap(({ id, name }) => (id === undefined ? [] : [[id, name] as const])),
  );
  const bySource = groupBy(added, (part) => nameSource(part, toolNames));
  const sum = added.reduce((total, { chars }) => total + chars, 0);
  const ranked = [...bySource].map(([name, parts]) => ({
    name,
    share: parts.reduce((total, { chars }) => total + chars, 0) / sum,
    isTool: parts[0]?.kind === 'toolResult',
  }));
  return ranked.sort((a, b) => b.share - a.share)[0];
}

function nameSource({ kind, toolCalls = [] }: PromptPart, toolNames: ReadonlyMap<string, string>): string {
  if (kind !== 'toolResult') return kind === 'assistant' ? 'answers of the model' : `${kind} messages`;
  const names = [...new Set(toolCalls.flatMap((id) => toolNames.get(id) ?? []))];
  return names.length > 0 ? `results of ${names.join(', ')}` : 'tool results';
}
