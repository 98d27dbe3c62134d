import assert from 'node:assert/strict';
import { buildCallSiteSummaries } from '../../../src/analysis/callSiteSummary';
import { matchPath } from '../../../src/analysis/matchPath';
import { placeCalls } from '../../../src/analysis/placeCalls';
import type { Attribution, ChainFrame } from '../../../src/model/attribution';
import { callSiteIdOf } from '../../../src/model/attribution';
import type { Run } from '../../../src/model/run';
import { drawRun } from '../../support/runDsl';

const line = 'sent 1, head 100, text 200, finish 300, done 300, close 301';

function chainOf(
  ...frames: readonly (readonly [file: string, line: number, confidence?: 'low'])[]
): Attribution {
  const chain = frames.map(
    ([file, at, confidence]): ChainFrame => ({
      file,
      line: at,
      column: 1,
      lineHash: `h${at}`,
      ...(confidence && { confidence }),
    }),
  );
  const [first] = chain;
  return {
    method: 'async',
    confidence: 'high',
    chain,
    ...(first && { site: { ...first, id: callSiteIdOf(first) } }),
  };
}

/** A run in /work with one call a chain. */
function runOf(...attributions: readonly Attribution[]): Run {
  const run = drawRun(attributions.map(() => ({ line })));
  return {
    ...run,
    calls: run.calls.map((call, index) => ({ ...call, attribution: attributions[index] as Attribution })),
  };
}

describe('placeCalls', () => {
  const viaPlan = chainOf(['/work/llm/client.ts', 7], ['/work/agent.ts', 42], ['/work/main.ts', 3]);
  const viaReview = chainOf(['/work/llm/client.ts', 7], ['/work/agent.ts', 61], ['/work/main.ts', 3]);
  const sitesOf = (run: Run) =>
    run.calls.map(({ attribution: { site } }) => site && `${site.file}:${site.line}`);

  it('leaves a run as it is unless the person chooses otherwise', () => {
    const run = runOf(viaPlan);
    assert.equal(placeCalls(run, { frame: 'innermost', helpers: [] }), run);
  });

  it('shows calls at the outermost frame', () => {
    const run = placeCalls(runOf(viaPlan, viaReview), { frame: 'outermost', helpers: [] });
    assert.deepEqual(sitesOf(run), ['/work/main.ts:3', '/work/main.ts:3']);
    assert.equal(buildCallSiteSummaries(run, { now: 1000 }).length, 1);
  });

  it('passes over helpers, so that one line becomes those of its callers', () => {
    const run = placeCalls(runOf(viaPlan, viaReview), { frame: 'innermost', helpers: ['llm/**'] });
    assert.deepEqual(sitesOf(run), ['/work/agent.ts:42', '/work/agent.ts:61']);
    assert.equal(run.calls[0]?.attribution.site?.lineHash, 'h42');
    assert.equal(run.calls[0]?.attribution.site?.id, '/work/agent.ts:42:1');
    assert.deepEqual(run.calls[0]?.attribution.chain, viaPlan.chain);
  });

  it('passes over the outermost frames too when they are helpers', () => {
    const run = placeCalls(runOf(viaPlan), { frame: 'outermost', helpers: ['main.ts'] });
    assert.deepEqual(sitesOf(run), ['/work/agent.ts:42']);
  });

  it('stays at the innermost frame when all are helpers, and nowhere where there is none', () => {
    const nowhere: Attribution = { method: 'none', confidence: 'low', chain: [] };
    const run = placeCalls(runOf(viaPlan, nowhere), { frame: 'innermost', helpers: ['**'] });
    assert.deepEqual(sitesOf(run), ['/work/llm/client.ts:7', undefined]);
  });

  it('is no more certain than the way to the frame', () => {
    const doubtful = chainOf(['/work/a.ts', 1], ['/work/b.ts', 2, 'low']);
    const run = placeCalls(runOf(doubtful), { frame: 'outermost', helpers: [] });
    assert.equal(run.calls[0]?.attribution.confidence, 'low');
  });

  it('gives calls that have not changed as the same objects again', () => {
    const choice = { frame: 'outermost', helpers: [] } as const;
    const run = runOf(viaPlan, viaReview);
    const later = { ...run, calls: [...run.calls] };
    assert.equal(placeCalls(run, choice), placeCalls(run, { ...choice }));
    assert.equal(placeCalls(later, choice).calls[0], placeCalls(run, choice).calls[0]);
  });
});

describe('matchPath', () => {
  for (const [glob, matching, others] of [
    [
      'src/llm/**',
      ['/work/src/llm/a.ts', '/work/src/llm/b/c.ts'],
      ['/work/x/src/llm/a.ts', '/work/src/llm.ts'],
    ],
    ['./src/*.ts', ['/work/src/a.ts'], ['/work/src/b/a.ts', '/work/src/a.tsx']],
    ['**/retry.{ts,js}', ['/work/retry.ts', '/x/a/b/retry.js'], ['/work/noretry.ts', '/work/retry.py']],
    ['retry.ts', ['/work/a/retry.ts'], ['/work/a/bretry.ts']],
    [
      '/opt/lib/**/a?.js',
      ['/opt/lib/a1.js', '/opt/lib/x/y/ab.js'],
      ['/work/opt/lib/a1.js', '/opt/lib/abc.js'],
    ],
    ['C:\\lib\\**', ['c:/lib/a.ts'], ['d:/lib/a.ts']],
    ['src/(a)+[b].ts', ['/work/src/(a)+[b].ts'], ['/work/src/aab.ts']],
  ] as const) {
    it(glob, () => {
      for (const file of matching) assert.ok(matchPath(file, glob, '/work/'), file);
      for (const file of others) assert.ok(!matchPath(file, glob, '/work'), file);
    });
  }

  it('reads paths of Windows', () => {
    assert.ok(matchPath('c:\\work\\src\\llm\\a.ts', 'src/llm/**', 'c:\\work'));
  });

  it('counts from anywhere where nothing is known of a folder', () => {
    assert.ok(matchPath('/work/src/a.ts', 'src/a.ts', ''));
    assert.ok(matchPath('/work/src/a.ts', '**/a.ts', ''));
  });
});
