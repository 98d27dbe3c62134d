import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { useEditor } from '../support/editor/useEditor';
import type { SimulatedRequest } from '../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';

/** Lines are numbered by it, and people read it in the picture. */
function suiteText(baseUrl: string): string {
  return `{
  "name": "Sums",
  "endpoint": { "baseUrl": "${baseUrl}", "api": "chat" },
  "models": ["coder-small", "coder-large", "coder-gone"],
  "budget": { "total": 500, "percentile": 80 },
  "repeats": 15,
  "warmUp": 0,
  "cases": [
    {
      "name": "sum of two",
      "language": "javascript",
      "prefix": "const sum = (a, b) => ",
      "suffix": ";\\n",
      "expect": { "text": "a + b" }
    },
    {
      "name": "within 50 ms",
      "prefix": "const sum = (a, b) => ",
      "suffix": ";\\n",
      "budget": { "total": 50 }
    },
    {
      "name": "a few",
      "prefix": "const sum = (a, b) => ",
      "repeats": 2
    }
  ]
}
`;
}

function respond({ model }: SimulatedRequest) {
  if (model === 'coder-gone') return { failure: { kind: 'status', status: 404 } as const };
  const text = model === 'coder-small' ? 'a - b' : 'a + b';
  return { firstTokenAfterMs: 60, tokenEveryMs: 10, output: [{ text }] };
}

describe('the Test Explorer', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ respond });
  });

  const editor = useEditor({ workspace: 'test/fixtures/workspace', size: { width: 1400, height: 900 } });

  after(() => simulator.close());

  const row = (label: string): Locator =>
    editor().page.locator('.test-explorer .monaco-list-row').filter({ hasText: label });

  /** Each row with its state; figures that differ from run to run are left out. */
  const results = (): Promise<string[][]> =>
    editor()
      .page.locator('.test-explorer .monaco-list-row')
      .evaluateAll((rows) =>
        rows.map((one) => {
          const label = one.querySelector('.label');
          const description = label?.querySelector('.test-label-description')?.textContent ?? '';
          const brief = description.replace(/:? ?[\d.]+m?s$/, '').replace(/ p(\d+) [\d.]+ ms/, ' p$1');
          const state = /\((\w+)\)/.exec(one.getAttribute('aria-label') ?? '')?.[1] ?? '';
          return [label?.firstChild?.textContent ?? '', brief, state];
        }),
      );

  it('runs a suite and shows what became of each case with each model', async () => {
    writeFileSync(join(editor().folder, 'sums.completions.json'), suiteText(simulator.openaiUrl));
    const { page } = editor();
    await editor().openFile('sums.completions.json');
    await page.locator('.activitybar').getByRole('tab', { name: 'Testing' }).click();
    await row('Sums').locator('.monaco-tl-twistie').click();
    for (const name of ['sum of two', 'within 50 ms', 'a few']) {
      await row(name).locator('.monaco-tl-twistie').click();
    }
    await editor().runCommand('Test: Run All Tests');
    // The last that is told.
    await row('not enough samples').nth(1).waitFor({ timeout: 60_000 });
    assert.deepEqual(await results(), [
      ['Sums', 'sums.completions.json', 'Errored'],
      ['sum of two', '', 'Errored'],
      ['coder-small', '15 of 15 not as expected', 'Failed'],
      ['coder-large', 'total p80 of 500 ms · 15 requests', 'Passed'],
      ['coder-gone', '15 of 15 failed', 'Errored'],
      ['within 50 ms', '', 'Errored'],
      ['coder-small', 'total p80 of 50 ms · 15 requests', 'Failed'],
      ['coder-large', 'total p80 of 50 ms · 15 requests', 'Failed'],
      ['coder-gone', '15 of 15 failed', 'Errored'],
      ['a few', '', 'Errored'],
      ['coder-small', 'not enough samples (2 of about 14) · total p50', 'Skipped'],
      ['coder-large', 'not enough samples (2 of about 14) · total p50', 'Skipped'],
      ['coder-gone', '2 of 2 failed', 'Errored'],
    ]);
    await editor().screenshot('testExplorer');
  });
});
