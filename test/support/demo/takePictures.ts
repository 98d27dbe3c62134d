import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Editor } from '../editor/editor';
import type { TakePicture } from './photography';

/** The agent takes about a quarter of a minute. */
const runTimeoutMilliseconds = 60_000;
/** In CSS pixels; with these the rows of the runs have room. */
const sideBarGain = 130;
/** Charts and hovers fade in. */
const settleMilliseconds = 600;

/** Follows the run that the guide makes in a window, and takes a picture of each thing there is to see. */
export async function takePictures(editor: Editor, take: TakePicture): Promise<void> {
  const { page } = editor;
  const [whole, editors] = [page.locator('.monaco-workbench'), page.locator('.part.editor')];
  const patient = { timeout: runTimeoutMilliseconds };
  const toggleSideBar = () => page.keyboard.press('Control+B');

  await toggleSideBar();
  await editor.lenses.filter({ hasText: 'TTFT' }).first().waitFor(patient);
  await takeLive(editor, () => take('live', whole));

  await editor.webview.locator('canvas').first().waitFor(patient);
  await page.keyboard.press('Control+J');
  await editor.runCommand('View: Toggle Maximize Editor Group');
  await editor.webview.getByRole('region', { name: 'Findings' }).waitFor(patient);
  await sleep(settleMilliseconds);
  await take('timeline', editors);

  await page.keyboard.press('Control+1');
  await editor.runCommand('View: Toggle Maximize Editor Group');
  await sleep(settleMilliseconds);
  await take('lens', editors);
  await editor.hover('completions');
  await sleep(settleMilliseconds);
  await take('hover', editors);

  await editor.runCommand('View: Show Latency Lens');
  const site = page.locator('.pane-body .monaco-list-row').filter({ hasText: 'askModel' });
  await site.locator('.monaco-tl-twistie').click();
  await widenSideBar(page);
  await sleep(settleMilliseconds);
  await take('runs', whole);
}

/** Until a call is in flight before and after: a busy machine may take longer for a picture than a call for its answer. */
async function takeLive(editor: Editor, take: () => Promise<void>): Promise<void> {
  const inFlight = editor.statusBarItem('LLM call');
  do {
    await inFlight.waitFor({ timeout: runTimeoutMilliseconds });
    await take();
  } while (!(await inFlight.isVisible()));
}

async function widenSideBar(page: Page): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('The side bar is hidden');
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(edge + sideBarGain, middle, { steps: 5 });
  await page.mouse.up();
  // Where nothing lights up under it.
  await page.mouse.move(0, 0);
}
