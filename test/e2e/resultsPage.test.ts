/// <reference lib="dom" />
import { strict as assert } from 'node:assert';
import type { Browser, Locator } from 'playwright-core';
import type { CompletionResults, HostToResults, ResultsToHost } from '../../src/protocol/completionMessages';
import { launchWebviewBrowser, openWebviewPage, type WebviewPage } from '../support/webview/openWebviewPage';
import { drawSweptResults } from '../support/webview/sweptSuite';

const results = drawSweptResults();

describe('the page of a suite’s results', () => {
  let browser: Browser;
  let webview: WebviewPage<HostToResults, ResultsToHost>;

  before(async function () {
    this.timeout(120_000);
    browser = await launchWebviewBrowser();
  });

  beforeEach(async () => {
    webview = await openWebviewPage(browser, { title: 'Results', name: 'completion' });
    await post(results);
  });

  afterEach(() => webview.page.close());

  after(() => browser.close());

  const post = (shown: CompletionResults) => webview.post({ type: 'results', results: shown });
  const section = (title: string): Locator =>
    webview.page.locator('section', { has: webview.page.getByRole('heading', { name: title }) });
  const lastSent = async () => (await webview.sent()).at(-1);
  const choose = async (group: string, label: string) => {
    await webview.page
      .getByRole('radiogroup', { name: group })
      .getByRole('radio', { name: label, exact: true })
      .click();
    await webview.drawn();
  };

  it('asks for its results, and stays within the content security policy', async () => {
    assert.deepEqual((await webview.sent())[0], { type: 'ready' });
    assert.deepEqual(webview.complaints, []);
  });

  it('compares models side by side', async () => {
    const cards = webview.page.getByRole('list').locator('.card');
    assert.equal(await cards.count(), 2);
    assert.match(await cards.nth(0).innerText(), /fast\s+within budget\s+Total p95\s+\d+ ms\s+of 600 ms/);
    assert.match(
      await cards.nth(1).innerText(),
      /slow\s+over budget\s+Total p95\s+\d+ ms\s+of 600 ms\s+1\.9× the fastest/,
    );
  });

  it('has a row for each case and model, with ranges on one axis', async () => {
    const rows = webview.page.locator('.case-table tbody tr:not(.case-head)');
    assert.equal(await rows.count(), 4);
    assert.match(await rows.nth(0).innerText(), /fast\s+\d+ ms\s+\d+ ms[\s\S]+40 of 40/);
    const limits = await webview.page
      .locator('.case-table .limit')
      .evaluateAll((nodes) => nodes.map((node) => Math.round(node.getBoundingClientRect().x)));
    assert.equal(new Set(limits).size, 1);
    const missed = await rows
      .nth(1)
      .locator('.range')
      .evaluate((node) => {
        const right = (name: string) => node.querySelector(name)?.getBoundingClientRect().right ?? 0;
        return right('.interval') > right('.limit');
      });
    assert.ok(missed);
    assert.match(
      (await rows.nth(1).locator('svg[role=img]').getAttribute('aria-label')) ?? '',
      /^failed\. \d+ of 40 requests kept/,
    );
  });

  it('leads from a case to its line, its place in a file and its requests', async () => {
    await webview.page.getByRole('button', { name: 'closes a bracket' }).click();
    assert.deepEqual(await lastSent(), { type: 'openCase', caseId: 'c1' });
    await webview.page.getByRole('button', { name: 'parse.ts:12' }).click();
    assert.deepEqual(await lastSent(), { type: 'openCursor', caseId: 'c1' });
    await webview.page.locator('.mark').first().click();
    assert.deepEqual(await lastSent(), { type: 'openTimeline', caseId: 'c1', targetId: 'fast' });
    await webview.page.getByRole('button', { name: 'Save CSV' }).click();
    assert.deepEqual(await lastSent(), { type: 'exportCsv' });
  });

  it('shows another figure and concurrency when asked to, by keyboard too, and remembers it', async () => {
    await choose('Figure', 'TTFT');
    assert.match(await webview.page.locator('.card').first().innerText(), /TTFT p95\s+\d+ ms\s+of 400 ms/);
    await choose('Concurrency', '4');
    await webview.page.keyboard.press('ArrowLeft');
    await webview.drawn();
    const chosen = () => webview.page.locator('.results-controls input:checked + span').allInnerTexts();
    assert.deepEqual(await chosen(), ['TTFT', '2']);
    await webview.page.reload();
    await post(results);
    assert.deepEqual(await chosen(), ['TTFT', '2']);
  });

  it('shows where the time from keystroke to text goes, in shares that add up', async () => {
    const tracks = section('From keystroke to ghost text').locator('.ledger-track');
    assert.equal(await tracks.count(), 4);
    const text = (await tracks.first().getAttribute('aria-label')) ?? '';
    assert.match(
      text,
      /^fast, middle half: context 3\.0 ms, first token 138 ms, rest of text 138 ms; 279 ms together$/,
    );
  });

  it('draws the sweep with limit, knee and what was left out, and says all of it in words', async () => {
    const sweep = section('Latency and throughput');
    const titles = await sweep.locator('figcaption').allInnerTexts();
    assert.deepEqual(titles, [
      'TTFT',
      'Total',
      'TPOT',
      'Tokens/s of a request',
      'Tokens/s in total',
      'Goodput, req/s',
    ]);
    const spoken = await sweep.getByRole('img', { name: /^Goodput/ }).getAttribute('aria-label');
    assert.match(spoken ?? '', /fast in budget: [\d.]+ at 1, [\d.]+ at 2, [\d.]+ at 4/);
    const notes = await sweep.locator('li').allInnerTexts();
    assert.match(notes[0] ?? '', /^fast: the knee is at concurrency 2, with a goodput of [\d.]+ req\/s/);
    assert.match(notes.at(-1) ?? '', /^Concurrency 8 was left out: fewer than half/);
    assert.ok(await isPainted(sweep.locator('canvas').first()));
    await sweep.locator('summary').click();
    assert.equal(await sweep.locator('.plain-table tbody tr').count(), 6);
  });

  it('says up to which concurrency the budget is kept, for each model and each case', async () => {
    const verdicts = section('Latency and throughput').locator('.sweep-verdicts');
    const [fast, slow] = await verdicts.locator('p').allInnerTexts();
    assert.match(
      fast ?? '',
      /^fast: The budget is kept at every level that was run, up to concurrency 4, 95 % certain/,
    );
    assert.match(slow ?? '', /^slow: The budget is missed at every level, from concurrency 1 on/);
    const rows = await verdicts
      .locator('tr')
      .evaluateAll((nodes) =>
        nodes.map((row) => [
          row.querySelector('th')?.textContent,
          ...[...row.querySelectorAll('td')].map(
            (cell) => cell.querySelector('svg')?.getAttribute('aria-label') ?? cell.textContent,
          ),
        ]),
      );
    assert.deepEqual(rows.slice(1, 3), [
      ['fast', 'within budget', 'within budget', 'within budget', '–'],
      ['closes a bracket', 'not enough samples', 'not enough samples', 'not enough samples', '–'],
    ]);
    assert.equal(rows.length, 1 + 2 * 3);
  });

  it('draws the sweep over throughput as well, and saves its charts as a picture', async () => {
    await choose('Over', 'Requests/s');
    assert.ok(await isPainted(section('Latency and throughput').locator('canvas').nth(5)));
    await webview.page.getByRole('button', { name: 'Save PNG' }).click();
    const sent = await lastSent();
    assert.ok(sent?.type === 'exportPng');
    assert.equal(
      Buffer.from(sent.data.split(',')[1] ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
      'PNG',
    );
  });

  it('says how sure it is, with sample sizes and a way to read more', async () => {
    const sure = section('How sure this is');
    assert.match(
      await sure.innerText(),
      /fast: 80 of 80 requests kept TTFT ≤ 400 ms and total ≤ 600 ms: it is 95 % certain/,
    );
    assert.equal(await sure.locator('tbody tr').count(), 4);
    await sure.getByRole('button', { name: /How verdicts/ }).click();
    assert.deepEqual(await lastSent(), { type: 'openStatistics' });
  });

  it('brings the case that it is asked for into view', async () => {
    await webview.page.setViewportSize({ width: 900, height: 320 });
    await webview.post({ type: 'show', caseId: 'c2' });
    const asked = webview.page.locator('tbody.asked');
    assert.match(await asked.innerText(), /fills a loop/);
    assert.ok(await isInView(asked));
    await webview.post({ type: 'show', section: 'sweep' });
    assert.ok(await isInView(section('Latency and throughput').getByRole('heading', { name: 'Latency' })));
  });

  it('leaves out what there is nothing of, and tells the progress of a run', async () => {
    await post({
      ...results,
      live: true,
      done: 3,
      planned: 480,
      concurrencies: [1],
      targets: results.targets.slice(0, 1),
    });
    assert.ok(await section('Latency and throughput').isHidden());
    assert.equal(await webview.page.getByRole('button', { name: 'Save PNG' }).count(), 0);
    assert.match(await webview.page.locator('.badge').innerText(), /3 of 480/);
    assert.equal(await webview.page.getByRole('progressbar').getAttribute('aria-valuenow'), '3');
    await post({ ...results, rows: [], levels: [], concurrencies: [] });
    assert.ok(await webview.page.getByText('No requests of this suite').isVisible());
  });

  it('keeps the focus where it is while results come in', async () => {
    const button = webview.page.getByRole('button', { name: 'fills a loop' });
    await button.focus();
    await post({ ...results, done: results.done + 1 });
    assert.ok(await button.evaluate((node) => node === document.activeElement));
  });

  it('stays whole on a narrow panel and in high contrast', async () => {
    await webview.page.setViewportSize({ width: 480, height: 700 });
    await webview.wear('vscode-high-contrast');
    assert.equal(await webview.page.evaluate(() => document.documentElement.scrollWidth), 480);
    assert.ok(await isPainted(section('Latency and throughput').locator('canvas').first()));
    assert.deepEqual(webview.complaints, []);
  });
});

/** Whether anything is drawn on a canvas. */
function isPainted(canvas: Locator): Promise<boolean> {
  return canvas.evaluate((node) => {
    const { width, height } = node as HTMLCanvasElement;
    const data = (node as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return data.some((value) => value > 0);
  });
}

function isInView(node: Locator): Promise<boolean> {
  return node.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
}
