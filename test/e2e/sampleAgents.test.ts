import { strict as assert } from 'node:assert';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { formatDuration, formatNumberOf, formatPercent, formatRate } from '../../src/base/format';
import type { Report, ReportCallSite } from '../../src/protocol/reportFile';
import { tracePathOf } from '../../src/store/runFolder';
import { type OpenEditor, openEditor } from '../support/editor/openEditor';
import { runCommand } from '../support/processes';
import { projectRoot } from '../support/projectRoot';
import { sampleAgents } from '../support/simulator/scenarios/sampleAgents';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';

const agents = [
  { configuration: 'Coding agent (TypeScript)', file: 'coding-agent-ts/agent.ts' },
  { configuration: 'Research agent (JavaScript)', file: 'research-agent-js/agent.js' },
];

const renewalMilliseconds = 5000;
/** In CSS pixels: a lens ends where its line begins. */
const touching = 4;

describe('the lenses of a sample agent', () => {
  for (const { configuration, file } of agents) {
    describe(configuration, () => {
      let simulator: Simulator;
      let open: OpenEditor;
      let report: Report;

      before(async function () {
        this.timeout(120_000);
        simulator = await startSimulator(sampleAgents);
        open = await openEditor({ workspace: 'examples', env: { LLM_SIMULATOR_URL: simulator.url } });
        await open.editor.openFile(file);
        await open.editor.debugger.run(configuration, { timeout: 60_000 });
        report = await reportNewestRun(open.extensionStorage);
      });

      after(async () => {
        await open?.close();
        await simulator?.close();
      });

      it('stand on the lines that call the model, with the numbers of the report', async () => {
        assert.ok(report.callSites.length >= 5);
        for (const site of report.callSites) {
          assert.equal(site.place?.file, join(open.editor.folder, file));
          await goToLine(open, site.place.line);
          const expected = expectedLens(site);
          await waitForLens(open, site.place.line, expected);
          assert.equal(await lensAbove(open, site.place.line), expected);
        }
      }).timeout(60_000);
    });
  }
});

/** What the command line says about the run that the window has saved. */
async function reportNewestRun(extensionStorage: string): Promise<Report> {
  const runs = join(extensionStorage, 'runs');
  const [newest = ''] = (await readdir(runs)).sort().reverse();
  const cli = [join(projectRoot, 'dist/cli.js'), 'report', '--json', tracePathOf(join(runs, newest))];
  return JSON.parse(await runCommand(process.execPath, cli));
}

/** The lens of a call site, put together from the report alone. */
function expectedLens({ callIds, groups: [lead, ...others], total, share }: ReportCallSite): string {
  assert.ok(lead && others.length === 0, 'the calls of each sample site are comparable');
  const name = lead.streamed ? 'TTFT' : 'call';
  const { p50, earlyP95, n } = lead.distributions[lead.streamed ? 'ttft' : 'felt'] ?? { p50: 0, n: 0 };
  const several = callIds.length > 1;
  return [
    formatNumberOf(callIds.length, 'call'),
    ...(lead.streamed ? [] : ['not streamed']),
    ...(lead.streamed || several ? [`${name} ${several ? 'p50 ' : ''}${formatDuration(p50)}`] : []),
    ...(earlyP95 === undefined ? [] : [`p95 ${formatDuration(earlyP95)} (n = ${n})`]),
    ...(lead.tokensPerSecond === undefined ? [] : [formatRate(lead.tokensPerSecond)]),
    `${formatDuration(total)}${several ? ' total' : ''}`,
    `${formatPercent(share)} of run`,
  ].join(' · ');
}

async function goToLine({ editor: { page } }: OpenEditor, line: number): Promise<void> {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget .quick-input-box input').fill(`:${line}`);
  await page.keyboard.press('Enter');
  await lineNumber(page, line).waitFor();
}

function lineNumber(page: Page, line: number): Locator {
  const numbers = page.locator('.editor-group-container.active .line-numbers.active-line-number');
  return numbers.filter({ hasText: new RegExp(`^${line}$`) });
}

/** Lenses that come into view are drawn as they last were, and renewed a moment later. */
async function waitForLens(open: OpenEditor, line: number, text: string): Promise<void> {
  const end = Date.now() + renewalMilliseconds;
  while (Date.now() < end && (await lensAbove(open, line)) !== text) await sleep(100);
}

/** The lens that is drawn right above a line on screen. */
async function lensAbove({ editor }: OpenEditor, line: number): Promise<string | undefined> {
  const top = (await lineNumber(editor.page, line).boundingBox())?.y ?? Number.NaN;
  for (const lens of await editor.lenses.all()) {
    const box = await lens.boundingBox();
    if (box && Math.abs(box.y + box.height - top) < touching) {
      return (await lens.innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim();
    }
  }
  return undefined;
}
