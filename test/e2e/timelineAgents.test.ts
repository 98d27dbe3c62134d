import { strict as assert } from 'node:assert';
import { basename } from 'node:path';
import type { Locator } from 'playwright-core';
import { formatDuration } from '../../src/base/format';
import type { Report, ReportFinding } from '../../src/protocol/reportFile';
import { type OpenEditor, openEditor } from '../support/editor/openEditor';
import { reportNewestRun } from '../support/editor/reportNewestRun';
import { sampleAgents } from '../support/simulator/scenarios/sampleAgents';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { waitFor } from '../support/waitFor';

const agents = [
  { configuration: 'Coding agent (TypeScript)', file: 'coding-agent-ts/agent.ts', name: 'coding' },
  { configuration: 'Research agent (JavaScript)', file: 'research-agent-js/agent.js', name: 'research' },
];

/** Accounts with a smaller share of the run are in the bar, but not named below it. */
const LEAST_NAMED = 0.005;

for (const { configuration, file, name } of agents) {
  describe(`the timeline of a sample agent: ${configuration}`, () => {
    let simulator: Simulator;
    let open: OpenEditor;
    let report: Report;

    before(async function () {
      this.timeout(180_000);
      simulator = await startSimulator(sampleAgents);
      const env = { LLM_SIMULATOR_URL: simulator.url };
      open = await openEditor({ workspace: 'examples', env, size: { width: 1300, height: 900 } });
      await open.editor.openFile(file);
      await open.editor.debugger.run(configuration, { timeout: 90_000 });
      report = await reportNewestRun(open.extensionStorage);
      // Room for all that there is to see.
      await open.editor.page.keyboard.press('Control+J');
      await open.editor.page.keyboard.press('Control+B');
      await open.editor.runCommand('Latency Lens: Open Timeline');
      await open.editor.runCommand('View: Toggle Maximize Editor Group');
      await open.editor.webview.locator('.badge').filter({ hasText: 'ended' }).waitFor();
      await findingsOf(open).waitFor();
    });

    after(async () => {
      await open?.close();
      await simulator?.close();
    });

    it('says where the time went, as the report does', async () => {
      const { ledger, start, end } = report.analysis;
      const strip = open.editor.webview.getByRole('region', { name: 'Where the time went' });
      assert.deepEqual(
        await strip.getByRole('listitem').locator('strong').allInnerTexts(),
        ledger
          .filter(({ account, time }) => time >= (end - start) * LEAST_NAMED || account === 'unexplained')
          .map(({ time }) => formatDuration(time)),
      );
    });

    it('has the loops and iterations of the report, with their durations', async () => {
      const loops = report.analysis.threads.filter(({ iterations }) => iterations.length > 1);
      assert.ok(loops.length > 0);
      const heads = open.editor.webview.getByRole('treeitem', { name: /^Loop / });
      assert.equal(await heads.count(), loops.length);
      for (const [index, { name: loop, start, end, iterations }] of loops.entries()) {
        const label = (await heads.nth(index).getAttribute('aria-label')) ?? '';
        assert.ok(label.startsWith(`Loop ${loop}, `), label);
        assert.ok(
          label.includes(`${iterations.length} iterations, takes ${formatDuration(end - start)}`),
          label,
        );
      }
    });

    it('lists the findings of the report, what they save and their lines', async () => {
      const cards = findingsOf(open).locator('.finding');
      const { findings } = report.analysis;
      assert.ok(findings.length > 0);
      assert.equal(await cards.count(), findings.length);
      for (const [index, finding] of findings.entries()) {
        const card = cards.nth(index);
        assert.equal(await card.locator('.finding-title').innerText(), finding.title);
        assert.equal(await card.locator('.certainty').innerText(), finding.certainty);
        assert.equal(await textOf(card.locator('.saving strong')), savingOf(finding));
        assert.equal(await textOf(card.locator('.finding-facts .link')), placeOf(finding));
      }
      await open.editor.screenshot(`timeline-${name}`);
    });

    it('draws the run without a finding, and the total that the report predicts', async () => {
      const { best } = report.analysis;
      assert.ok(best);
      const card = findingsOf(open).locator(`[data-finding="${best.findingId}"]`);
      await card.getByRole('switch').click();
      const status = findingsOf(open).getByRole('status');
      await status.waitFor();
      const said = (await status.innerText()).replaceAll(/\s+/g, ' ');
      assert.ok(
        said.startsWith(`Predicted ${formatDuration(best.after)} instead of ${formatDuration(best.before)}`),
        said,
      );
      await open.editor.webview.locator('.predicted span').waitFor();
      await open.editor.screenshot(`timeline-what-if-${name}`);
      await card.getByRole('switch').click();
      await status.waitFor({ state: 'hidden' });
    });

    it('opens the line of a finding and marks its calls', async () => {
      const [finding] = report.analysis.findings;
      const place = finding?.places[0];
      assert.ok(finding && place);
      await findingsOf(open).locator('.finding').first().locator('.finding-facts .link').click();
      await open.editor.statusBarItem(new RegExp(`^Ln ${place.line}, Col `)).waitFor();
      const tab = open.editor.page.getByRole('tab', { name: basename(place.file) });
      await tab.first().waitFor();
      assert.match(
        await open.editor.webview.locator('.axis .label').innerText(),
        new RegExp(`^${finding.ids.length} rows? marked`),
      );
    });

    it('ranks by another goal when asked to', async () => {
      const goals = findingsOf(open).getByRole('radiogroup');
      await goals.getByRole('radio', { name: /^To the answer/ }).click();
      await waitFor('the other goal', async () =>
        /^To the answer/.test(await goals.getByRole('radio', { checked: true }).innerText()),
      );
    });
  });
}

function findingsOf({ editor }: OpenEditor): Locator {
  return editor.webview.getByRole('region', { name: 'Findings' });
}

/** Text of what may not be there. */
async function textOf(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join();
}

function savingOf({ saving }: ReportFinding): string {
  return saving > 0 ? `−${formatDuration(saving)}` : '';
}

function placeOf({ places: [place] }: ReportFinding): string {
  return place ? `${basename(place.file)}:${place.line}` : '';
}
