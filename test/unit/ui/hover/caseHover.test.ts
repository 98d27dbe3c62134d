import { strict as assert } from 'node:assert';
import { formatCaseHover } from '../../../../src/ui/hover/caseHover';
import { suiteRunOf } from '../../../../src/ui/suiteRuns';
import { type CompletionDrawing, drawCompletionRun } from '../../../support/completionDsl';

function hover(drawing: CompletionDrawing, facts = {}): string {
  const suite = suiteRunOf(drawCompletionRun(drawing));
  const [of] = suite?.completion.cases ?? [];
  assert.ok(suite && of);
  const text = formatCaseHover({
    ...suite,
    of,
    groups: suite.summary.cases,
    isOlder: false,
    ...facts,
  });
  return text.replace(/<span title="[^"]*">(.*?)<\/span>/g, '$1').replaceAll(' &emsp;', ' ');
}

const samples = Array.from({ length: 40 }, (_, index) => ({
  ttft: 100 + ((index * 17) % 40),
  total: 300 + ((index * 17) % 40),
  lead: 20,
}));

describe('the hover of a case', () => {
  it('tells the verdict, where the time went, and percentiles with intervals and limit', () => {
    const text = hover({ budget: { total: 500 }, samples });
    assert.match(text, /\*\*c1\*\*.*\[Open results\]\(command:latencyLens\.openCompletionResults\?/);
    assert.match(text, /\$\(question\) 40 of 40 requests kept total ≤ 500 ms/);
    assert.match(text, /\| keystroke to text \| context \| first token \| rest of text \| together \|/);
    assert.match(text, /\| middle half \(n = 20\) \| 20 ms \| 120 ms \| 200 ms \| \*\*340 ms\*\* \|/);
    assert.match(text, /\| slowest tenth \(n = 4\) \|/);
    assert.match(text, /\| Total \| 320 ms \([^)]+\) \| 337 ms \(≥ 334 ms\) \| 500 ms \| 40 \|/);
    assert.match(text, /The time that an editor needs to draw the text is not in it/);
  });

  it('says what failed, what was wasted and what is out of date', () => {
    const text = hover(
      { samples: [{ end: 'superseded', total: 80 }, { end: 'failed' }, { ttft: 10 }] },
      { changed: 'line', isOlder: true },
    );
    assert.match(text, /1 superseded request cost 1 token and 80 ms for nothing/);
    assert.match(text, /\$\(error\) failed wait/);
    assert.match(text, /line has changed since it ran/);
    assert.match(text, /was run again since, without this case/);
  });
});
