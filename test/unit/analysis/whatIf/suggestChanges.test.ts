import { strict as assert } from 'node:assert';
import { suggestCacheHit } from '../../../../src/analysis/whatIf/suggestChanges';
import type { CallDrawing } from '../../../support/runDsl';
import { drawAnalysis } from './drawAnalysis';

/** A first token after so long, of a prompt with so many tokens of which so many were in a cache. */
const waited = (ttft: number, inputTokens: number, cachedTokens = 0): CallDrawing => ({
  line: `sent 0, head ${ttft}, text ${ttft} ${ttft + 100}, finish ${ttft + 100}, close ${ttft + 100}`,
  usage: { inputTokens, cachedTokens, outputTokens: 11 },
});

function hitOf(drawings: readonly CallDrawing[], cacheable?: number) {
  const names = ['a', 'b', 'c', 'd', 'e'].slice(0, drawings.length);
  const lines = names.map((name, index) => `${name} ${index * 5000}-${index * 5000 + 100}`);
  const analysis = drawAnalysis(
    lines.join('\n'),
    Object.fromEntries(names.map((name, index) => [name, drawings[index] as CallDrawing])),
  );
  const [call] = analysis.run.calls;
  const change = call && suggestCacheHit(analysis, call, cacheable);
  return change?.kind === 'firstToken' ? Math.round(change.ttft) : undefined;
}

describe('suggestCacheHit', () => {
  // 200 ms and 0.1 ms per token; the last one is a cold start.
  const growing = [
    waited(700, 5000),
    waited(500, 3000),
    waited(400, 2000),
    waited(300, 1000),
    waited(3000, 1500),
  ];

  it('spares what the tokens cost, by how TTFT grows with them', () => {
    assert.equal(hitOf(growing, 4000), 300);
    assert.equal(hitOf(growing, 2000), 500);
  });

  it('counts tokens that were in a cache already as spared before', () => {
    const [, ...others] = growing;
    assert.equal(hitOf([waited(500, 5000, 2000), ...others], 4000), 300);
  });

  it('takes the quickest hit of the model where the run shows no growth', () => {
    assert.equal(hitOf([waited(700, 5000), waited(250, 5000, 4500)], 4000), 250);
  });

  it('suggests nothing where nothing tells what would be gained', () => {
    assert.equal(hitOf([waited(700, 5000)], 4000), undefined);
    assert.equal(hitOf(growing, 0), undefined);
  });
});
