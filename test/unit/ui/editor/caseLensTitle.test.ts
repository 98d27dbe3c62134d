import { strict as assert } from 'node:assert';
import { formatCaseTitles, formatCaseTooltip } from '../../../../src/ui/editor/caseLensTitle';
import type { ShownCase } from '../../../../src/ui/editor/shownCases';
import { suiteRunOf } from '../../../../src/ui/suiteRuns';
import {
  type CompletionDrawing,
  drawCompletionRun,
  type SampleDrawing,
} from '../../../support/completionDsl';

const many = (sample: SampleDrawing, count = 80): SampleDrawing[] =>
  Array.from({ length: count }, () => sample);

function show(drawing: CompletionDrawing, facts: Partial<ShownCase> = {}): ShownCase {
  const suite = suiteRunOf(drawCompletionRun(drawing));
  const [of] = suite?.completion.cases ?? [];
  assert.ok(suite && of);
  return {
    ...suite,
    of,
    groups: suite.summary.cases,
    place: 'case',
    line: 2,
    isOlder: false,
    ...facts,
  };
}

const titles = (shown: ShownCase) => formatCaseTitles(shown).map((title) => title.replaceAll('\u00a0', ' '));
const kept: CompletionDrawing = { budget: { total: 500 }, samples: many({ ttft: 182, total: 400 }) };

describe('the lens of a case', () => {
  it('tells TTFT, the budget’s percentile with its interval, and how many keep it', () => {
    assert.deepEqual(titles(show(kept)), ['$(pass) TTFT 182 ms · total p95 400 ms of 500 ms · 80 of 80']);
  });

  it('speaks of the limit that is worst off', () => {
    const shown = show({ budget: { ttft: 100, total: 500 }, samples: many({ ttft: 182, total: 400 }) });
    assert.deepEqual(titles(shown), ['$(error) TTFT 182 ms · p95 182 ms of 100 ms · 0 of 80']);
  });

  it('says when there are not enough samples, and what went wrong', () => {
    const samples: SampleDrawing[] = [
      ...many({ ttft: 100, total: 200 }, 3),
      { end: 'failed' },
      { met: false },
    ];
    assert.deepEqual(titles(show({ budget: { total: 500 }, samples })), [
      '$(error) TTFT 100 ms · 4 of 5 · 1 failed · 1 not as expected · not enough samples',
    ]);
    assert.deepEqual(titles(show({ samples: many({ ttft: 100 }, 3) })), ['$(pass) TTFT 100 ms · 3 requests']);
  });

  it('tells of each model, and of many the best and the worst', () => {
    const of = (models: readonly string[]) =>
      models.flatMap((target, index) => many({ target, ttft: 100 + 10 * index, total: 300 + 100 * index }));
    const named = (models: readonly string[]) =>
      titles(show({ budget: { total: 500 }, samples: of(models) })).map(
        (title) => /\) (\w+):/.exec(title)?.[1],
      );
    assert.deepEqual(named(['a', 'b']), ['a', 'b']);
    assert.deepEqual(named(['a', 'b', 'c', 'd']), ['a', 'd']);
  });

  it('says that the line has changed, that results are older, or that the suite is running', () => {
    for (const changed of ['line', 'case', 'file'] as const) {
      const [title = ''] = titles(show(kept, { changed }));
      assert.match(title, new RegExp(`^\\$\\(history\\) .*\\(${changed} changed since\\)$`));
    }
    assert.match(titles(show(kept, { isOlder: true }))[0] ?? '', / \(from \d{4}-\d\d-\d\d \d\d:\d\d\)$/);
    assert.match(titles(show({ ...kept, run: { status: 'running' } }))[0] ?? '', /^\$\(loading~spin\) /);
  });

  it('names the case where it completes', () => {
    assert.match(titles(show(kept, { place: 'cursor' }))[0] ?? '', /^\$\(pass\) c1: TTFT/);
  });

  it('explains the verdict in its tooltip', () => {
    assert.match(
      formatCaseTooltip(show(kept)),
      /^80 of 80 requests kept total ≤ 500 ms.*\nClick for the results/,
    );
  });
});
