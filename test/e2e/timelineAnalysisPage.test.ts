/// <reference lib="dom" />
import { strict as assert } from 'node:assert';
import type { Browser, Locator } from 'playwright-core';
import { analyseRun } from '../../src/analysis/analyseRun';
import type { Finding } from '../../src/analysis/findings/finding';
import { buildRunSummary } from '../../src/analysis/runSummary';
import type { HostToTimeline } from '../../src/protocol/timelineMessages';
import { buildTimelineAnalysis } from '../../src/ui/views/timelineAnalysis';
import { buildTimelinePrediction } from '../../src/ui/views/timelineFindings';
import { buildTimelineHeader } from '../../src/ui/views/timelineHeader';
import { buildTimelineSnapshot } from '../../src/ui/views/timelineModel';
import { fitRows, timeToPixel } from '../../webview/viewport';
import { drawConversations } from '../support/drawConversations';
import {
  launchTimelineBrowser,
  openTimelinePage,
  type TimelinePage,
} from '../support/timeline/openTimelinePage';

/** A loop of three turns, the second of which takes longest, between two requests of their own. */
const { run } = drawConversations(`
  plan   0-1000      user9                                             | via plan:5@1 main:9@1
  ask1   1000-2000   sys user1 > search#t1                             | via ask:10@2 loop:20@1 main:9@1
  http 2000-2500 docs.test                                             | via search:30@3 loop:20@1 main:9@1
  ask2   2500-6000   sys user1 assistant1#t1 result1#t1 > read#t2      | via ask:10@4 loop:20@1 main:9@1
  timer 6000-7000                                                      | via read:31@6 loop:20@1 main:9@1
  ask3   7000-8000   sys user1 assistant1#t1 result1#t1 assistant2#t2 result2#t2 | via ask:10@5 loop:20@1 main:9@1
  last   8000-10000  user8                                             | via last:6@1 main:9@1`);
const END = 10_000;
const ROW = 24;
/** Lines above it: a call, the two of the loop's head, three calls and two pieces of other work. */
const LINE_OF_LAST = 8;
const analysis = analyseRun(run, END);
const [http, timer] = run.work.map(({ id }) => id);
assert.ok(http && timer);

const base: Omit<Finding, 'id' | 'title' | 'activities' | 'places' | 'changes' | 'saving'> = {
  detector: 'sleepInLoop',
  explanation: 'It was waited for.',
  advice: 'Wait for the thing itself.',
  certainty: 'likely',
  evidence: [{ label: 'Times', value: '1' }],
  savingLow: 400,
  savingHigh: 1100,
};
const findings: readonly Finding[] = [
  {
    ...base,
    id: 'sleep',
    title: 'A sleep in the loop',
    activities: [timer],
    places: [{ file: '/work/agent.ts', line: 31, column: 1, functionName: 'read' }],
    changes: [{ kind: 'scale', activities: [timer], factor: 0 }],
    saving: 1000,
  },
  {
    ...base,
    id: 'tool',
    title: 'A slow tool',
    activities: [http],
    places: [{ file: '/work/agent.ts', line: 30, column: 1, functionName: 'search' }],
    changes: [{ kind: 'scale', activities: [http], factor: 0 }],
    saving: 500,
  },
];

const snapshot = buildTimelineSnapshot(run, buildTimelineHeader(run, buildRunSummary(run, END), END));
const found = (some = findings): HostToTimeline => ({
  type: 'analysis',
  analysis: buildTimelineAnalysis(analysis, some, 'wall'),
});
const without = (...ids: string[]): HostToTimeline => ({
  type: 'whatIf',
  prediction: buildTimelinePrediction(
    analysis,
    findings.filter(({ id }) => ids.includes(id)),
    'wall',
  ),
});

describe('where the time went, on the page of the timeline', () => {
  let browser: Browser;
  let timeline: TimelinePage;

  before(async function () {
    this.timeout(120_000);
    browser = await launchTimelineBrowser();
  });

  beforeEach(async () => {
    timeline = await openTimelinePage(browser);
    await timeline.post(snapshot);
    await timeline.post(found());
  });

  afterEach(() => timeline.page.close());

  after(() => browser.close());

  const tree = (): Locator => timeline.page.getByRole('tree');
  const loop = (): Locator => timeline.page.getByRole('treeitem', { name: /^Loop / });
  const pane = (): Locator => timeline.page.getByRole('region', { name: 'Findings' });
  const ids = (locator: Locator) =>
    locator.evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.rowId));
  const rowsByPlace = async () => {
    const rows = await timeline.page.locator('.row').evaluateAll((nodes) =>
      nodes.map((node) => ({
        id: (node as HTMLElement).dataset.rowId,
        top: node.getBoundingClientRect().top,
      })),
    );
    return rows.sort((a, b) => a.top - b.top).map(({ id }) => id);
  };
  const press = async (...keys: string[]) => {
    for (const key of keys) await timeline.page.keyboard.press(key);
    await timeline.drawn();
  };

  it('has the calls of a loop below its head, what it did between them in its place', async () => {
    assert.deepEqual(await rowsByPlace(), [
      'plan',
      'thread ask1',
      'ask1',
      http,
      'ask2',
      timer,
      'ask3',
      'last',
    ]);
    assert.equal(
      await loop().getAttribute('aria-label'),
      'Loop loop, agent.ts:10, 3 iterations, takes 7.00 s, longest is iteration 2 with 4.50 s',
    );
  });

  it('lists a loop without its calls by keyboard and by mouse, and with them again', async () => {
    await press('ArrowDown', 'ArrowDown', ' ');
    assert.equal(await loop().getAttribute('aria-expanded'), 'false');
    assert.deepEqual(await rowsByPlace(), ['plan', 'thread ask1', 'last']);
    await loop().locator('.twistie').click();
    await timeline.drawn();
    assert.equal(await loop().getAttribute('aria-expanded'), 'true');
    await timeline.page.getByRole('button', { name: /^List loops without/ }).click();
    await timeline.drawn();
    assert.equal((await rowsByPlace()).length, 3);
  });

  it('goes through iterations by keyboard', async () => {
    await press(']', ']');
    assert.deepEqual(await ids(tree().getByRole('treeitem', { selected: true })), ['ask2']);
    await press('[');
    assert.deepEqual(await ids(tree().getByRole('treeitem', { selected: true })), ['ask1']);
  });

  it('tells of a loop where its time went, and shows an iteration of it', async () => {
    await loop().click();
    const details = timeline.page.getByRole('complementary');
    assert.match(await details.innerText(), /WHERE 7\.00 S WENT.*ITERATIONS\s+1\s+1\.50 s\s+2\s+4\.50 s/s);
    await details.getByRole('button', { name: /^2 / }).click();
    await timeline.drawn();
    assert.deepEqual((await ids(timeline.page.locator('.row:not(.dimmed)'))).sort(), ['ask2', 'thread ask1']);
  });

  it('says above the waterfall where the time of the run went, and what that means', async () => {
    const strip = timeline.page.getByRole('region', { name: 'Where the time went' });
    const entries = await strip.getByRole('listitem').allInnerTexts();
    assert.equal(entries[0]?.replaceAll(/\s+/g, ' ').trim(), analysisText());
    await strip.getByRole('listitem').first().hover();
    assert.match(await timeline.page.getByRole('tooltip').innerText(), /\d %/);
  });

  it('lets step back what the end of the run did not wait for', async () => {
    await press('p');
    assert.deepEqual(await ids(timeline.page.locator('.row.dimmed')), []);
    assert.equal(await timeline.page.getByRole('button', { pressed: true }).innerText(), 'Critical path');
    const beside = drawConversations(
      'a 0-400 user1 | via one:1@1 main:9@1\n b 0-900 user2 | via two:2@1 main:9@1',
    );
    const run2 = analyseRun(beside.run, 900);
    await timeline.post(
      buildTimelineSnapshot(
        beside.run,
        buildTimelineHeader(beside.run, buildRunSummary(beside.run, 900), 900),
      ),
    );
    await timeline.post({ type: 'analysis', analysis: buildTimelineAnalysis(run2, [], 'wall') });
    assert.deepEqual(await ids(timeline.page.locator('.row.dimmed')), ['a']);
    await press('p');
    assert.equal(await timeline.page.locator('.row.dimmed').count(), 0);
  });

  it('lists findings with what they cost, and goes to their lines and calls', async () => {
    const titles = await pane().locator('.finding-title').allInnerTexts();
    assert.deepEqual(titles, ['A sleep in the loop', 'A slow tool']);
    const first = pane().locator('.finding').first();
    assert.match(await first.innerText(), /−1\.00 s\s+of 10\.0 s\s+agent\.ts:31\s+likely/);
    await first.getByRole('button', { name: 'agent.ts:31' }).click();
    await timeline.drawn();
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'openFinding', findingId: 'sleep', place: 0 });
    assert.deepEqual(
      (await ids(timeline.page.locator('.row:not(.dimmed)'))).sort(),
      ['thread ask1', timer].sort(),
    );
    await press('Escape');
    assert.equal(await timeline.page.locator('.row.dimmed').count(), 0);
  });

  it('says more of a finding when it is opened, by keyboard too', async () => {
    await pane().locator('.finding-title').nth(1).focus();
    await press('Enter');
    const text = await pane().locator('.finding').nth(1).innerText();
    assert.match(text, /It was waited for\.\s+Wait for the thing itself\.\s+Times\s+1/);
    await press('Enter');
    assert.doesNotMatch(await pane().innerText(), /It was waited for/);
  });

  it('asks for what-ifs, several at a time, and draws where everything would have been', async () => {
    const switches = pane().getByRole('switch');
    await switches.first().click();
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'whatIf', findingIds: ['sleep'] });
    await switches.nth(1).click();
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'whatIf', findingIds: ['sleep', 'tool'] });
    await timeline.post(without('sleep', 'tool'));
    assert.match(await pane().getByRole('status').innerText(), /Predicted 8\.50 s\s+instead of 10\.0 s/);
    assert.match(await timeline.page.locator('.predicted').innerText(), /ends −1\.50 s/);
    assert.equal(await pane().getByRole('switch', { checked: true }).count(), 2);
    assert.ok(await hasGhost());
    await pane().getByRole('button', { name: 'Show as it was' }).click();
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'whatIf', findingIds: [] });
    await timeline.post({ type: 'whatIf' });
    assert.ok(await pane().getByRole('status').isHidden());
    assert.ok(!(await hasGhost()));
  });

  it('ranks by another goal when asked to', async () => {
    const goals = pane().getByRole('radiogroup', { name: 'Rank by' });
    assert.match(await goals.getByRole('radio', { checked: true }).innerText(), /^Total\s+10\.0 s$/);
    await goals.getByRole('radio', { name: /^To the answer/ }).click();
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'goal', goal: 'perceived' });
    await goals.getByRole('radio', { checked: true }).focus();
    await press('ArrowRight');
    assert.deepEqual((await timeline.sent()).at(-1), { type: 'goal', goal: 'throughput' });
  });

  it('lets nothing move away from under the pointer', async () => {
    await pane().locator('.finding-title').first().hover();
    await timeline.post(found(findings.toReversed()));
    assert.deepEqual(await pane().locator('.finding-title').allInnerTexts(), [
      'A sleep in the loop',
      'A slow tool',
    ]);
    await timeline.page.mouse.move(5, 590);
    await timeline.post(found(findings.toReversed()));
    assert.deepEqual(await pane().locator('.finding-title').allInnerTexts(), [
      'A slow tool',
      'A sleep in the loop',
    ]);
  });

  it('opens the finding that it is asked for', async () => {
    await timeline.post({ type: 'select', callIds: [http], findingId: 'tool' });
    assert.match(await pane().locator('.finding').nth(1).innerText(), /Wait for the thing itself/);
    assert.deepEqual(
      (await ids(timeline.page.locator('.row:not(.dimmed)'))).sort(),
      ['thread ask1', http].sort(),
    );
  });

  it('closes the findings for those who need the room, and has no pane without findings', async () => {
    await pane()
      .getByRole('button', { name: /^Findings/ })
      .click();
    assert.equal(await pane().getByRole('listitem').count(), 0);
    await timeline.post(found([]));
    assert.ok(await pane().isHidden());
  });

  it('stays whole on a narrow panel, and within the content security policy', async () => {
    await timeline.page.setViewportSize({ width: 600, height: 700 });
    await timeline.drawn();
    const [list, side] = await Promise.all([
      timeline.page.locator('.scroller').boundingBox(),
      pane().boundingBox(),
    ]);
    assert.ok(list && side && list.height > 150 && side.y >= list.y + list.height);
    assert.equal(await timeline.page.evaluate(() => document.documentElement.scrollWidth), 600);
    await timeline.wear('vscode-high-contrast');
    assert.deepEqual(timeline.complaints, []);
  });

  /** Whether anything is drawn in the last call's row at a moment before it began, at which it would have been open. */
  async function hasGhost(): Promise<boolean> {
    const width = await timeline.page.evaluate(
      () => document.querySelector<HTMLElement>('.overview-chart')?.offsetWidth ?? 0,
    );
    const whole = { start: 0, end: END };
    const x = Math.round(timeToPixel(7300, fitRows({ run: whole, listed: whole, width }), width));
    const alpha = await timeline.page.evaluate(
      ([left = 0, top = 0]) => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas.bars');
        return canvas?.getContext('2d')?.getImageData(left, top, 1, 1).data[3] ?? 0;
      },
      [x, LINE_OF_LAST * ROW + ROW / 2],
    );
    return alpha > 0;
  }
});

/** The greatest account of the run, as the legend says it. */
function analysisText(): string {
  const [first] = buildTimelineAnalysis(analysis, [], 'wall').ledger;
  assert.ok(first);
  return `${first.label} ${(first.time / 1000).toFixed(2)} s ${Math.round(first.time / 100)} %`;
}
