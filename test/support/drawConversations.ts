import { createHash } from 'node:crypto';
import type { Activity } from '../../src/analysis/activity';
import { findActivities } from '../../src/analysis/findActivities';
import type { CallId, ProcessId } from '../../src/base/units';
import type { ToolCallFact } from '../../src/model/attempt';
import { type Attribution, type ChainFrame, callSiteIdOf } from '../../src/model/attribution';
import type { Call } from '../../src/model/call';
import type { PromptPart, PromptPartKind } from '../../src/model/prompt';
import type { Run } from '../../src/model/run';
import type { Work } from '../../src/model/work';
import { drawCall, drawRun, drawWork } from './runDsl';

/**
 * What conversations of a run are made of, drawn as text. A line is a call: its name, from when to when (ms), what its
 * prompt holds, and the tools that its answer asks for; or a piece of other work.
 *
 *     ask    0-100   sys user1                                > search#t1 read#t2
 *     http 110-190 search.test                                | via search:9@5 agent:7@4 main:3@1
 *     again  200-300 sys user1 assistant1#t1#t2 result1#t1 result2#t2
 *     failed 300-310 sys user2                                | fails
 *
 * Parts are equal where their words are. After a bar stands what else is known: `via`, the functions that led there,
 * innermost first, with line and number of the stack; `quotes`, calls whose words the prompt holds; `is` and `after`, the
 * ids of the answer and of the one that the request names; `in`, the process; `of`, the model; `fails`; `on`, a style of a
 * socket whose requests hold only what is new.
 */
export function drawConversations(text: string, now = 100_000): DrawnConversations {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const isWork = (line: string) => /^(http|process|tool|timer) /.test(line);
  const calls = lines.filter((line) => !isWork(line)).map(toCall);
  const run = drawRun([], { calls, work: lines.filter(isWork).map(toWork) });
  return { run, activities: findActivities(run, now) };
}

export interface DrawnConversations {
  readonly run: Run;
  readonly activities: readonly Activity[];
}

function toCall(line: string): Call {
  const [, name = '', start, end, rest = ''] = /^(\S+) +([\d.]+)-([\d.]+)?(.*)$/.exec(line) ?? [];
  const [said = '', known = ''] = rest.split('|');
  const [asked = '', tools = ''] = said.split('>');
  const options = readOptions(known);
  const length = Number(end) - Number(start);
  const ending = options.has('fails')
    ? `head ${length}, close ${length}`
    : `text ${length}, done ${length}, close ${length}`;
  const call = drawCall(
    {
      line: end === undefined ? 'sent 1' : `head 1, ${ending}`,
      start: Number(start),
      outcome: options.has('fails') ? 'error' : undefined,
      model: options.get('of')?.[0],
      quotes: options.get('quotes')?.map((quoted) => `${quoted}.1`),
      request: {
        ...(asked.trim() && { prompt: drawPrompt(asked) }),
        ...(options.has('on') && { continues: true }),
        continuesResponse: options.get('after')?.[0],
      },
      response: { responseId: options.get('is')?.[0], toolCalls: words(tools).map(toToolCall) },
    },
    name,
  );
  const attempts = call.attempts.map((attempt) => ({
    ...attempt,
    transport: options.has('on') ? 'websocket' : 'undici',
  }));
  return {
    ...call,
    id: name as CallId,
    attempts,
    process: processOf(options),
    attribution: toAttribution(options.get('via') ?? []),
  };
}

function toWork(line: string): Work {
  const [drawing = '', known = ''] = line.split('|');
  const [, kind, start, end, name] = /^(\w+) +([\d.]+)-([\d.]+)? *(.*)$/.exec(drawing.trim()) ?? [];
  const options = readOptions(known);
  return drawWork(`${kind} ${start} ${end ?? ''} ${name}`.replace(/ +/g, ' ').trim(), {
    process: processOf(options),
    attribution: toAttribution(options.get('via') ?? []),
  });
}

const optionWords = ['via', 'quotes', 'is', 'after', 'in', 'of', 'fails', 'on'];

function readOptions(text: string): ReadonlyMap<string, string[]> {
  const options = new Map<string, string[]>();
  let current: string[] = [];
  for (const word of words(text)) {
    if (!optionWords.includes(word)) {
      current.push(word);
      continue;
    }
    current = [];
    options.set(word, current);
  }
  return options;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

function processOf(options: ReadonlyMap<string, string[]>): ProcessId {
  return (options.get('in')?.[0] ?? 'p1') as ProcessId;
}

function toToolCall(word: string): ToolCallFact {
  const [name = '', id] = word.split('#');
  return { name, argumentChars: 10, ...(id !== undefined && { id }) };
}

const kinds: Readonly<Record<string, PromptPartKind>> = {
  tools: 'tools',
  sys: 'system',
  user: 'user',
  assistant: 'assistant',
  result: 'toolResult',
  other: 'other',
};

/** Draws the parts of a prompt, a word each: what it is with a number, `~` and its length, `#` and ids of tool calls. */
export function drawPrompt(text: string): readonly PromptPart[] {
  return words(text).map((word) => {
    const [, name = '', chars] = /^([a-z]+)[^#~]*(?:~(\d+))?/.exec(word) ?? [];
    const kind = kinds[name];
    if (!kind) throw new Error(`no such part of a prompt: ${word}`);
    const ids = word.split('#').slice(1);
    const digest = createHash('sha256').update(word).digest('hex').slice(0, 16);
    return { kind, digest, chars: Number(chars ?? word.length), ...(ids.length > 0 && { toolCalls: ids }) };
  });
}

function toAttribution(places: readonly string[]): Attribution {
  const chain = places.map((place): ChainFrame => {
    const [, functionName = '', line, moment] = /^([^:@]*)(?::(\d+))?(?:@(\d+))?$/.exec(place) ?? [];
    return {
      file: '/work/agent.ts',
      line: Number(line ?? 1),
      column: 1,
      ...(functionName !== '' && { functionName }),
      ...(moment !== undefined && { moment: Number(moment) }),
    };
  });
  const [site] = chain;
  if (!site) return { method: 'none', confidence: 'low', chain };
  return { method: 'async', confidence: 'high', site: { ...site, id: callSiteIdOf(site) }, chain };
}
