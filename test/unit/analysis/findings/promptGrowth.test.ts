import assert from 'node:assert/strict';
import { promptGrowth } from '../../../../src/analysis/findings/promptGrowth';
import type { PromptPart } from '../../../../src/model/prompt';
import { answered, detectIn } from '../../../support/findingsDsl';

/** A conversation whose prompt grows by so many tokens a turn, by tool results. */
function turns(ttftOf: (turn: number) => number, count = 5, perTurn = 500) {
  const prompt: PromptPart[] = [{ kind: 'user', digest: 'u', chars: 100 }];
  return Array.from({ length: count }, (_, turn) => {
    const drawing = answered({
      start: turn * 3000,
      ttft: ttftOf(turn),
      inputTokens: 100 + perTurn * turn,
      request: { prompt: [...prompt] },
      response: { toolCalls: [{ id: `t${turn}`, name: 'readFile', argumentChars: 9 }] },
    });
    prompt.push(
      { kind: 'assistant', digest: `a${turn}`, chars: 50, toolCalls: [`t${turn}`] },
      { kind: 'toolResult', digest: `r${turn}`, chars: 2000, toolCalls: [`t${turn}`] },
    );
    return drawing;
  });
}

describe('promptGrowth', () => {
  it('tells by how much the first token comes later, and what grew', () => {
    const [found] = detectIn(
      promptGrowth,
      turns((turn) => 200 + 250 * turn),
    );
    assert.equal(found?.evidence.find(({ label }) => label.startsWith('TTFT'))?.value, '500 ms');
    assert.match(
      found?.evidence.find(({ label }) => label === 'Grown by')?.value ?? '',
      /^results of readFile/,
    );
    assert.equal(found?.activities.length, 5);
  });

  it('says nothing when the wait stays', () => {
    assert.deepEqual(
      detectIn(
        promptGrowth,
        turns(() => 400),
      ),
      [],
    );
    assert.deepEqual(
      detectIn(
        promptGrowth,
        turns((turn) => 400 + (turn % 2) * 300),
      ),
      [],
    );
  });

  it('says nothing of fewer than 300 tokens more', () => {
    assert.equal(
      detectIn(
        promptGrowth,
        turns((turn) => 200 + 250 * turn, 5, 75),
      ).length,
      1,
    );
    assert.equal(
      detectIn(
        promptGrowth,
        turns((turn) => 200 + 250 * turn, 5, 74),
      ).length,
      0,
    );
  });

  it('says nothing of three turns, nor of a growth that is not felt', () => {
    assert.deepEqual(
      detectIn(
        promptGrowth,
        turns((turn) => 200 + 250 * turn, 3),
      ),
      [],
    );
    assert.deepEqual(
      detectIn(
        promptGrowth,
        turns((turn) => 40 + 20 * turn),
      ),
      [],
    );
  });
});
