import assert from 'node:assert/strict';
import type { Behaviour } from '../../support/simulator/behaviour';
import { prepareAnswer } from '../../support/simulator/preparedAnswer';
import { PromptCache } from '../../support/simulator/promptCache';
import { createRandom } from '../../support/simulator/random';
import { codingAgent } from '../../support/simulator/scenarios/codingAgent';
import { researchAgent } from '../../support/simulator/scenarios/researchAgent';
import { type PlannedWrite, planStream } from '../../support/simulator/streamPlan';
import { splitTokens } from '../../support/simulator/tokens';
import { anthropicMessages } from '../../support/simulator/wire/anthropicMessages';
import { openaiChat } from '../../support/simulator/wire/openaiChat';
import type { WireStyle } from '../../support/simulator/wire/wireStyle';

const fiveTokens = [{ text: 'one two six ten end' }];

function plan(behaviour: Behaviour, style: WireStyle = openaiChat, inputTokens = 0, cachedTokens = 0) {
  const input = { inputTokens, cachedTokens, cacheWriteTokens: 0 };
  const random = createRandom(7);
  const { made, times, context } = prepareAnswer({
    id: 'req_t',
    model: 'm',
    body: {},
    behaviour,
    input,
    random,
  });
  return planStream(behaviour, made, style.createEncoder(context), times);
}

function due(writes: readonly PlannedWrite[], kind: PlannedWrite['kind']): number[] {
  return writes.filter((write) => write.kind === kind).map(({ dueMs }) => dueMs);
}

describe('simulator: tokens', () => {
  it('gives the text back when joined, whatever it holds', () => {
    const text = 'Grüße, "Welt" 🌍!\n\n  {"path": "a.txt", "n": 1234567890123}\té';
    const tokens = splitTokens(text);
    assert.equal(tokens.join(''), text);
    assert.ok(tokens.every((token) => token.length > 0));
  });
});

describe('simulator: when things are written', () => {
  it('places tokens on a grid that starts at the first token', () => {
    const writes = plan({ headersAfterMs: 5, firstTokenAfterMs: 100, tokenEveryMs: 10, output: fiveTokens });
    assert.deepEqual(due(writes, 'preamble'), [5]);
    assert.deepEqual(due(writes, 'text'), [100, 110, 120, 130, 140]);
    assert.deepEqual(due(writes, 'finish'), [140]);
  });

  it('delays the first token by the prompt tokens that were not cached', () => {
    const behaviour = { firstTokenAfterMs: 100, perUncachedTokenMs: 0.5, output: fiveTokens };
    assert.equal(due(plan(behaviour, openaiChat, 2000, 0), 'text')[0], 1100);
    assert.equal(due(plan(behaviour, openaiChat, 2000, 1920), 'text')[0], 140);
  });

  it('moves tokens by jitter without letting it add up', () => {
    const output = [{ text: 'word '.repeat(300) }];
    const times = due(plan({ tokenEveryMs: 10, jitterMs: 4, output }), 'text');
    const offsets = times.map((time, index) => time - index * 10);
    assert.ok(offsets.every((offset) => Math.abs(offset) <= 4));
    assert.ok(offsets.some((offset) => offset > 2) && offsets.some((offset) => offset < -2));
    assert.deepEqual(times, due(plan({ tokenEveryMs: 10, jitterMs: 4, output }), 'text'));
  });

  it('stalls after the named token and goes on in step', () => {
    const behaviour = { tokenEveryMs: 10, output: fiveTokens, stalls: [{ afterTokens: 2, forMs: 500 }] };
    assert.deepEqual(due(plan(behaviour), 'text'), [0, 10, 520, 530, 540]);
  });

  it('puts several tokens into a delta, and several deltas into a write', () => {
    const chunked = plan({ tokenEveryMs: 10, tokensPerChunk: 2, output: fiveTokens });
    assert.deepEqual(
      chunked.filter(({ kind }) => kind === 'text').map(({ dueMs, tokens }) => [dueMs, tokens]),
      [
        [0, 2],
        [20, 2],
        [40, 1],
      ],
    );
    const shared = plan({ tokenEveryMs: 10, deltasPerWrite: 3, output: fiveTokens });
    const texts = shared.filter(({ kind }) => kind === 'text');
    assert.deepEqual(
      texts.map(({ dueMs, tokens }) => [dueMs, tokens]),
      [
        [20, 3],
        [40, 2],
      ],
    );
  });

  it('takes the time of hidden reasoning without writing anything', () => {
    const output = [{ hiddenReasoningTokens: 30 }, ...fiveTokens];
    assert.equal(due(plan({ firstTokenAfterMs: 50, tokenEveryMs: 10, output }), 'text')[0], 350);
  });

  it('spreads a summary over the time of the thinking', () => {
    const output = [{ reasoningSummary: 'one two', tokens: 100 }, ...fiveTokens];
    const writes = plan({ tokenEveryMs: 10, output }, anthropicMessages);
    assert.deepEqual(due(writes, 'reasoning'), [0, 500]);
    assert.equal(due(writes, 'text')[0], 1000);
  });

  it('keeps the line alive until the first token', () => {
    const writes = plan({
      headersAfterMs: 10,
      firstTokenAfterMs: 100,
      keepaliveEveryMs: 30,
      output: fiveTokens,
    });
    assert.deepEqual(due(writes, 'keepalive'), [40, 70]);
  });

  it('writes nothing of what comes after a failure', () => {
    const failure = { kind: 'cut', afterTokens: 2 } as const;
    const writes = plan({ tokenEveryMs: 10, output: fiveTokens, failure });
    assert.deepEqual(due(writes, 'text'), [0, 10]);
    assert.deepEqual(due(writes, 'finish'), []);
  });
});

describe('simulator: prompt cache', () => {
  const policy = { blockTokens: 10, minTokens: 50 };
  const prompt = Array.from({ length: 95 }, (_, index) => `t${index}`);

  it('serves the leading blocks that it has seen', () => {
    const cache = new PromptCache();
    const first = cache.lookup('m', prompt, policy);
    assert.deepEqual([first.cachedTokens, first.cacheWriteTokens], [0, 90]);
    first.remember();
    const longer = cache.lookup('m', [...prompt, ...prompt], policy);
    assert.deepEqual([longer.cachedTokens, longer.cacheWriteTokens], [90, 100]);
  });

  it('serves nothing behind a change', () => {
    const cache = new PromptCache();
    cache.lookup('m', prompt, policy).remember();
    assert.equal(cache.lookup('m', prompt.with(35, 'changed'), policy).cachedTokens, 30);
    assert.equal(cache.lookup('m', prompt.with(0, 'changed'), policy).cachedTokens, 0);
  });

  it('keeps models apart, and short prompts out', () => {
    const cache = new PromptCache();
    cache.lookup('m', prompt, policy).remember();
    assert.equal(cache.lookup('other', prompt, policy).cachedTokens, 0);
    const short = prompt.slice(0, 49);
    cache.lookup('m', short, policy).remember();
    assert.equal(cache.lookup('m', short, policy).cachedTokens, 0);
  });

  it('knows a prompt only once it was read', () => {
    const cache = new PromptCache();
    cache.lookup('m', prompt, policy);
    assert.equal(cache.lookup('m', prompt, policy).cachedTokens, 0);
  });
});

describe('simulator: sample agents', () => {
  const request = {
    id: 'r',
    style: 'openai.chat',
    path: '/',
    headers: {},
    body: {},
    model: 'm',
    stream: true,
    retryCount: 1,
    system: '',
    firstUserText: '',
    toolResults: 0,
    inputTokens: 0,
    cachedTokens: 0,
  } as const;

  /** Follows a loop by the tool calls it is told to make; ends at an answer without any. */
  function toolCallsOfLoop(
    respond: typeof codingAgent.respond,
    system: string,
    firstUserText: string,
  ): string[] {
    const names: string[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      const { output = [] } = respond({ ...request, system, firstUserText, toolResults: names.length });
      const calls = output.flatMap((item) => ('toolCall' in item ? [item.toolCall.name] : []));
      if (calls.length === 0) return names;
      names.push(...calls);
    }
    throw new Error('The loop has no end.');
  }

  it('leads the coding agent through its loop to an end', () => {
    assert.deepEqual(toolCallsOfLoop(codingAgent.respond, 'You are a coding agent.', ''), [
      'search_files',
      'search_files',
      'fetch_docs',
      'read_file',
      'read_file',
      'run_checks',
      'fetch_docs',
      'fetch_docs',
    ]);
  });

  it('leads the research agent through each of its planned topics', () => {
    const planned = researchAgent.respond({ ...request, system: 'You plan research.' }).output ?? [];
    const topics = planned.flatMap((item) => ('text' in item ? item.text.split('\n') : []));
    assert.equal(topics.length, 3);
    for (const topic of topics) {
      const calls = toolCallsOfLoop(researchAgent.respond, 'You research one topic.', `Topic: ${topic}`);
      assert.deepEqual(calls, ['search_notes', 'fetch_docs'], topic);
    }
  });

  it('limits the rate of a first attempt only', () => {
    const third = { ...request, system: 'You are a coding agent.', toolResults: 6 };
    assert.equal(codingAgent.respond({ ...third, retryCount: 0 }).failure?.kind, 'status');
    assert.equal(codingAgent.respond({ ...third, retryCount: 1 }).failure, undefined);
  });
});
