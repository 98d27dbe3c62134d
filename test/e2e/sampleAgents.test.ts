import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { formatDuration, formatNumberOf, formatPercent, formatRate } from '../../src/base/format';
import type { Report, ReportCallSite, ReportPlace } from '../../src/protocol/reportFile';
import { type OpenEditor, openEditor } from '../support/editor/openEditor';
import { reportNewestRun } from '../support/editor/reportNewestRun';
import { sampleAgents } from '../support/simulator/scenarios/sampleAgents';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { waitFor } from '../support/waitFor';

const agents = [
  { configuration: 'Coding agent (TypeScript)', file: 'coding-agent-ts/agent.ts' },
  { configuration: 'Research agent (JavaScript)', file: 'research-agent-js/agent.js' },
];

/** In CSS pixels: a lens ends where its line begins. */
const touching = 4;

describe('the lenses of a sample agent', () => {
  let simulator: Simulator;
  const opened = new Map<string, OpenEditor>();

  // The agents spend most of their time waiting, so that they run side by side, each in a window of its own.
  before(async function () {
    this.timeout(180_000);
    simulator = await startSimulator(sampleAgents);
    await Promise.all(
      agents.map(async ({ configuration, file }) => {
        const open = await openEditor({ workspace: 'examples', env: { LLM_SIMULATOR_URL: simulator.url } });
        opened.set(file, open);
        await open.editor.openFile(file);
        await open.editor.debugger.run(configuration, { timeout: 90_000 });
      }),
    );
  });

  after(async () => {
    for (const open of opened.values()) await open.close();
    await simulator?.close();
  });

  for (const { configuration, file } of agents) {
    it(`stand on the lines that call the model, with the numbers of the report: ${configuration}`, async () => {
      const open = opened.get(file) ?? assert.fail();
      const report = await reportNewestRun(open.extensionStorage);
      assert.ok(report.callSites.length >= 5);
      for (const site of report.callSites) {
        assert.equal(site.place?.file, join(open.editor.folder, file));
        await goToLine(open, site.place.line);
        const found = expectedFinding(report, site.place);
        await waitForLens(open, site.place.line, [expectedLens(site), ...(found ? [found] : [])].join(' | '));
      }
    });
  }
});

/** The lens of a call site, put together from the report alone. */
function expectedLens({ callIds, groups: [lead, ...others], total, pathShare }: ReportCallSite): string {
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
    pathShare === 0 ? 'off critical path' : `${formatPercent(pathShare)} of critical path`,
  ].join(' · ');
}

/** What stands behind it: the best of what the report found for that line, which is not the place of another's. */
function expectedFinding(
  { analysis: { findings } }: Report,
  { file, line }: ReportPlace,
): string | undefined {
  const isHere = (place: ReportPlace | undefined) => place?.file === file && place.line === line;
  const found =
    findings.find(({ places }) => isHere(places[0])) ?? findings.find(({ places }) => places.some(isHere));
  if (!found) return undefined;
  const saving = found.saving > 0 ? `−${formatDuration(found.saving)}` : '';
  const doubt = { certain: '', likely: 'likely', possible: 'possibly' }[found.certainty] ?? assert.fail();
  const lead = [doubt, saving].filter(Boolean).join(' ');
  return `${lead ? `${lead}: ` : ''}${found.title}`;
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
  let last: string | undefined;
  const isShown = async () => {
    last = await lensAbove(open, line);
    return last === plain(text);
  };
  await waitFor(`the lens “${text}”`, isShown).catch((error: Error) => {
    throw new Error(`${error.message}; there is “${last}”`);
  });
}

/** The lens that is drawn right above a line on screen. */
async function lensAbove({ editor }: OpenEditor, line: number): Promise<string | undefined> {
  const top = (await lineNumber(editor.page, line).boundingBox())?.y ?? Number.NaN;
  for (const lens of await editor.lenses.all()) {
    const box = await lens.boundingBox();
    if (box && Math.abs(box.y + box.height - top) < touching) {
      return plain(await lens.innerText());
    }
  }
  return undefined;
}

/** All spaces alike, since the editor draws them as it likes. */
function plain(text: string): string {
  return text.replaceAll(/[\s\u00a0]+/g, ' ').trim();
}
