/// <reference lib="dom" />
import { strict as assert } from 'node:assert';
import type { Browser } from 'playwright-core';
import { buildRunSummary } from '../../src/analysis/runSummary';
import type { CallId } from '../../src/base/units';
import type { Run } from '../../src/model/run';
import { buildTimelineHeader } from '../../src/ui/views/timelineHeader';
import { buildTimelineAppend, buildTimelineSnapshot } from '../../src/ui/views/timelineModel';
import { fitRows, timeToPixel } from '../../webview/viewport';
import { type CallDrawing, drawCall, drawRun, drawWork } from '../support/runDsl';
import {
  launchTimelineBrowser,
  openTimelinePage,
  type TimelinePage,
} from '../support/timeline/openTimelinePage';
import { type ThemeKind, themeVariables } from '../support/timeline/themeVariables';

const ROW = 24;

/** Output events every 10 ms. */
const every10 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 10 + 1 }, (_, index) => from + index * 10).join(' ');

const drawings: readonly CallDrawing[] = [
  { line: `head 100, text ${every10(1000, 3000)}, finish 3001, done 3002, close 3010` },
  {
    line: 'head 90, body 100, close 110',
    start: 3200,
    status: 429,
    outcome: 'error',
    failure: 'rate_limit_error',
    site: '/work/agent.ts:70:5 reviewPatch',
    retries: [
      {
        line: `head 100, think ${every10(500, 900)}, text ${every10(1000, 2000)}, finish 2001, done 2002, close 2010`,
        start: 5000,
        server: { queue: 100, prefill: 300 },
      },
    ],
  },
  {
    line: 'head 90, text 400, close 500',
    start: 7200,
    outcome: 'cancelled',
    site: '/work/agent.ts:90:5 answer',
  },
];

const ended = drawRun(drawings, { end: 8000 });
const wholeRun = { start: 0, end: 8000 };

const headerOf = (run: Run, now: number) => buildTimelineHeader(run, buildRunSummary(run, now), now);
const snapshotOf = (run: Run, now = run.end ?? 0) => buildTimelineSnapshot(run, headerOf(run, now));

describe('the page of the timeline', () => {
  let browser: Browser;
  let timeline: TimelinePage;

  before(async function () {
    this.timeout(120_000);
    browser = await launchTimelineBrowser();
  });

  beforeEach(async () => {
    timeline = await openTimelinePage(browser);
  });

  afterEach(() => timeline.page.close());

  after(() => browser.close());

  /** Colour of the canvas where a moment is drawn in a row, as `r g b`. */
  async function colourAt(time: number, row: number, offset = 0): Promise<string> {
    const width = await timeline.page.evaluate(
      () => document.querySelector<HTMLElement>('.overview-chart')?.offsetWidth ?? 0,
    );
    const view = fitRows({ run: wholeRun, listed: wholeRun, width });
    return timeline.page.evaluate(
      ([x = 0, y = 0]) => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas.bars');
        const [r, g, b, alpha] = canvas?.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [];
        return alpha === 0 ? 'nothing' : `${r} ${g} ${b}`;
      },
      [Math.round(timeToPixel(time, view, width)), (row + 0.5) * ROW + offset],
    );
  }

  const phaseColour = (phase: string, kind: ThemeKind = 'vscode-dark') =>
    rgb(themeVariables(kind)[`--vscode-latencyLens-phase${phase}`] ?? '');

  /** The moment under a pixel of the window, as the cursor's label says it. */
  async function momentAt(x: number): Promise<string> {
    await timeline.page.mouse.move(x, 400);
    return timeline.page.locator('.cursor span').innerText();
  }

  it('asks for its snapshot and draws the phases of each call in its row', async () => {
    assert.deepEqual(await timeline.sent(), [{ type: 'ready' }]);
    await timeline.post(snapshotOf(ended));
    assert.equal(await colourAt(500, 0), phaseColour('Wait'));
    assert.equal(await colourAt(2000, 0), phaseColour('Streaming'));
    assert.equal(await colourAt(4000, 1), phaseColour('Backoff'));
    assert.equal(await colourAt(5700, 1), phaseColour('Thinking'));
    assert.equal(await colourAt(500, 1), 'nothing');
  });

  it('underlines where a program held its answer up, and nothing where it kept up', async () => {
    const line = 'head 100, text 3000 3100 3200, done 3300, close 3310';
    const kept = { line, taken: [3001, 3101, 3201, 3301], holdups: [] };
    const blocked = { kind: 'blocked', start: 1000, end: 3000, cpu: 1900 } as const;
    const held = { line, start: 4000, taken: [3001, 3101, 3201, 3301], holdups: [blocked] };
    await timeline.post(snapshotOf(drawRun([kept, held], { end: 8000 })));
    const under = 9;
    assert.equal(await colourAt(2300, 0, under), 'nothing');
    assert.equal(await colourAt(4500, 1, under), 'nothing');
    assert.notEqual(await colourAt(6300, 1, under), 'nothing');
    const legend = await timeline.page.locator('.legend-entry').allInnerTexts();
    assert.ok(legend.includes('not reading') && !legend.includes('unread'), legend.join());
  });

  it('lets a bar fade out where it goes on beyond the view', async () => {
    const startUp = drawWork('cpu 0 60000', { name: 'start-up', busy: 59_000, cpu: 59_000 });
    const call = { line: 'head 100, text 400, done 500, close 500', start: 60_000 };
    await timeline.post(snapshotOf(drawRun([call], { end: 60_500, work: [startUp] })));
    const row = await timeline.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.bars');
      const { data = [] } = canvas?.getContext('2d')?.getImageData(0, 12, 20, 1) ?? {};
      return Array.from({ length: 20 }, (_, x) => data[4 * x + 3] ?? 0);
    });
    assert.ok((row[0] ?? 255) < 30, `opaque at the edge: ${row}`);
    assert.deepEqual(row.slice(15, 20), [255, 255, 255, 255, 255]);
  });

  it('scrolls only when there are more rows than have room', async () => {
    await timeline.post(snapshotOf(ended));
    const beyond = await timeline.page
      .locator('.scroller')
      .evaluate((node) => node.scrollHeight - node.clientHeight);
    assert.equal(beyond, 0);
  });

  it('lists the calls for those who do not see the picture', async () => {
    await timeline.post(snapshotOf(ended));
    const options = timeline.page.getByRole('tree', { name: 'Calls of this run' }).getByRole('treeitem');
    assert.equal(await options.count(), 3);
    const label = await options.nth(1).getAttribute('aria-label');
    assert.equal(
      label,
      'Call 2, reviewPatch agent.ts:70, gpt-test, complete, starts at 3.20 s, takes 3.81 s',
    );
  });

  it('is worked with by keyboard: select, read, go to the source, close', async () => {
    const { page } = timeline;
    await timeline.post(snapshotOf(ended));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const details = page.getByRole('complementary');
    await details.getByText('reviewPatch').first().waitFor();
    const text = await details.innerText();
    assert.match(text, /TTFT\s+500 ms/);
    assert.match(text, /rate limited \(429\)/);
    assert.match(text, /wait\n500 ms\nServer queue\n100 ms\nPrefill\n300 ms\nNetwork, rest\n100 ms\n/);
    assert.match(text, /refused\n110 ms\nback-off\n1\.69 s/);
    assert.match(text, /Tokens\/s\nTPOT\n[^\n]+\n[^\n]+\nn\/a, because the server reported no token counts/);
    await page.keyboard.press('Enter');
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'openSource', rowId: 'c2', frame: 0 });
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
  });

  it('has other work in rows of its own between the calls', async () => {
    const { page } = timeline;
    const { attribution } = drawCall({ ...drawings[0], site: '/work/tools.ts:8:3 search' } as CallDrawing);
    const work = [
      drawWork('process 3010 3190 rg', { attribution, outcome: 'error', code: '2' }),
      drawWork('cpu 7050 7190', { busy: 130, cpu: 120 }),
    ];
    await timeline.post(snapshotOf({ ...ended, work }));
    const options = page.getByRole('tree').getByRole('treeitem');
    assert.deepEqual(
      (await options.allInnerTexts()).map((text) => text.split('\n')[0]?.trim()),
      ['1', 'rg', '2', 'computing', '3'],
    );
    assert.equal(await colourAt(3100, 1), rgb('#4ba8a6'));
    assert.equal(await colourAt(7100, 3), rgb('#ad8076'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const details = page.getByRole('complementary');
    await details.getByText('exit code 2').waitFor();
    assert.match(await details.innerText(), /rg\s+×\s+tools\.ts:8\s*process.*Took\s+180 ms/s);
    await page.keyboard.press('Enter');
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'openSource', rowId: work[0]?.id, frame: 0 });
    await options.nth(3).hover();
    assert.match(await page.getByRole('tooltip').innerText(), /computing\s+busy\s+took\s+130 ms/);
    assert.match(
      await page.getByRole('list', { name: 'What the bars show' }).innerText(),
      /other work\s+busy/,
    );
    await timeline.post(buildTimelineAppend(ended, new Set(), headerOf(ended, 8000), []));
    assert.equal(await options.count(), 3);
  });

  it('says what a figure means', async () => {
    await timeline.post(snapshotOf(ended));
    await timeline.page.locator('.row').first().click();
    await timeline.page.locator('.figures').getByText('TTFT', { exact: true }).hover();
    assert.match(await timeline.page.getByRole('tooltip').innerText(), /Time to first token/);
  });

  it('zooms with the wheel at the cursor, pans by dragging, and comes back', async () => {
    const { page } = timeline;
    await timeline.post(snapshotOf(ended));
    const [under, left] = [await momentAt(600), await momentAt(400)];
    await page.mouse.move(600, 400);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await timeline.drawn();
    assert.equal(await momentAt(600), under);
    const zoomed = await momentAt(400);
    assert.notEqual(zoomed, left);
    await page.mouse.down();
    await page.mouse.move(500, 400, { steps: 3 });
    await page.mouse.up();
    await timeline.drawn();
    assert.equal(await momentAt(500), zoomed);
    await page.mouse.dblclick(600, 400);
    await timeline.drawn();
    assert.equal(await momentAt(400), left);
  });

  it('lets calls in flight grow by themselves, and takes what comes', async () => {
    const { page } = timeline;
    const live = drawRun([{ line: 'head 90, text 400' }]);
    await timeline.post(snapshotOf(live, 1000));
    const now = () =>
      page.evaluate(() =>
        Number.parseFloat(document.querySelector('.axis-ticks span:last-child')?.textContent ?? ''),
      );
    const before = await now();
    await page.waitForFunction(
      (least) =>
        Number.parseFloat(document.querySelector('.axis-ticks span:last-child')?.textContent ?? '') > least,
      before,
    );
    const grown = drawRun([
      { line: 'head 90, text 400 600, finish 601, done 602, close 700' },
      { line: 'head 90', start: 800 },
    ]);
    await timeline.post(buildTimelineAppend(grown, new Set(['c1', 'c2'] as CallId[]), headerOf(grown, 2000)));
    const rows = await page
      .locator('.row')
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.tone));
    assert.deepEqual(rows, ['good', 'live']);
  });

  it('follows the theme while it is shown, high contrast included', async () => {
    await timeline.post(snapshotOf(ended));
    await timeline.wear('vscode-light');
    assert.equal(await colourAt(500, 0), phaseColour('Wait', 'vscode-light'));
    await timeline.wear('vscode-high-contrast');
    // Bars without colour: an outline around the background.
    assert.equal(await colourAt(500, 0), '0 0 0');
    const outline = rgb(themeVariables('vscode-high-contrast')['--vscode-contrastBorder'] ?? '');
    assert.equal(await colourAt(500, 0, -4), outline);
  });

  it('keeps zoom, selection and place when VS Code makes it anew', async () => {
    const { page } = timeline;
    await timeline.post(snapshotOf(ended));
    await page.locator('.row').nth(1).click();
    await page.keyboard.press('f');
    await timeline.drawn();
    const moment = await momentAt(500);
    await page.waitForFunction(() =>
      /"wanted":\{.*"selected":"c2"/.test(sessionStorage.getItem('kept') ?? ''),
    );
    await page.reload();
    await timeline.post(snapshotOf(ended));
    assert.equal(await momentAt(500), moment);
    assert.equal(await page.getByRole('treeitem', { selected: true }).getAttribute('data-row-id'), 'c2');
  });

  it('shows thousands of calls by drawing those in view', async () => {
    const { page } = timeline;
    const many = drawRun(
      Array.from({ length: 3000 }, (_, index) => ({
        line: 'head 90, text 400, finish 401, done 402, close 410',
        start: index * 300,
      })),
    );
    await timeline.post(snapshotOf(many, 900_000));
    assert.ok((await page.locator('.row').count()) < 60);
    await page.keyboard.press('End');
    await page.getByRole('treeitem', { selected: true }).waitFor();
    await timeline.drawn();
    assert.match(await page.getByRole('treeitem', { selected: true }).innerText(), /^3000/);
    assert.ok((await page.locator('.row').count()) < 60);
    assert.match(await momentAt(500), /^14 min 5\d s$/);
  });

  it('marks the calls it is asked to, and lets go of them', async () => {
    const { page } = timeline;
    await timeline.post(snapshotOf(ended));
    await timeline.post({ type: 'select', callIds: ['c3', 'c1'] });
    assert.deepEqual(
      await page
        .locator('.row.dimmed')
        .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.rowId)),
      ['c2'],
    );
    assert.equal(await page.getByRole('treeitem', { selected: true }).getAttribute('data-row-id'), 'c3');
    assert.notEqual(await colourAt(5700, 1), phaseColour('Thinking'));
    await page.keyboard.press('Escape');
    await timeline.drawn();
    assert.equal(await page.locator('.row.dimmed').count(), 0);
  });

  it('needs nothing that the content security policy forbids', async () => {
    await timeline.post(snapshotOf(ended));
    await timeline.page.locator('.row').first().click();
    await timeline.page.locator('.legend-entry').first().hover();
    await timeline.wear('vscode-high-contrast');
    assert.deepEqual(timeline.complaints, []);
  });

  it('says why it is empty, and what went wrong', async () => {
    const problem = {
      severity: 'warning',
      code: 'garbageLines',
      message: '3 lines were left out.',
      action: 'Try again.',
    } as const;
    await timeline.post(snapshotOf(drawRun([], { status: 'running', problems: [problem] }), 100));
    assert.match(await timeline.page.locator('.empty').innerText(), /Waiting for a Node process/);
    assert.equal(await timeline.page.getByRole('status').innerText(), '3 lines were left out.Try again.');
  });
});

function rgb(hex: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(' ');
}
