import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Editor } from '../editor/editor';
import { openEditor } from '../editor/openEditor';
import { codeCompletions } from '../simulator/scenarios/completions';
import { startSimulator } from '../simulator/startSimulator';
import { type Photography, photographer, pictureSettings, type TakePicture } from './photography';

const suite = 'completions/shop.completions.json';
/** A sweep makes some hundred requests. */
const runTimeoutMilliseconds = 120_000;
/** Charts fade in. */
const settleMilliseconds = 800;

/** Runs the sample suite in the Test Explorer of a headless window, and takes pictures of what becomes of it. */
export async function photographSuite(photography: Photography): Promise<void> {
  const simulator = await startSimulator(codeCompletions);
  const open = await openEditor({
    workspace: 'examples',
    settings: pictureSettings(photography),
    size: { width: 1200, height: 780 },
    scale: photography.scale,
  });
  try {
    await pointAt(join(open.editor.folder, suite), simulator.url);
    await takeSuitePictures(open.editor, photographer(photography));
  } catch (error) {
    await open.editor.screenshot('failed');
    throw error;
  } finally {
    await open.close();
    await simulator.close();
  }
}

/** The sample names the port that the simulator has when a person starts it. */
async function pointAt(path: string, url: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/"http:[^"]+:41735"/, JSON.stringify(url)));
}

async function takeSuitePictures(editor: Editor, take: TakePicture): Promise<void> {
  const { page } = editor;
  const [whole, editors] = [page.locator('.monaco-workbench'), page.locator('.part.editor')];
  await editor.openFile(suite);
  await page.locator('.activitybar').getByRole('tab', { name: 'Testing' }).click();
  for (const name of ['Shop', 'sum of the lines', 'what a parcel costs', 'end of an argument list'])
    await unfold(page, name);
  await editor.runCommand('Test: Run All Tests');
  await page.mouse.move(0, 0);
  await page.keyboard.press('Control+1');
  // The cases stand at its end.
  await page.keyboard.press('Control+End');
  await editor.lenses.filter({ hasText: 'coder-large' }).last().waitFor({ timeout: runTimeoutMilliseconds });
  await idle(editor);
  await page.keyboard.press('Control+J');
  await sleep(settleMilliseconds);
  await take('suite', whole);

  await editor.runCommand('Latency Lens: Open Completion Results');
  await editor.webview.getByText('Cases').first().waitFor();
  await page.keyboard.press('Control+B');
  await sleep(settleMilliseconds);
  await take('completions', editors);
}

async function unfold(page: Page, name: string): Promise<void> {
  const row = page.locator('.test-explorer .monaco-list-row').filter({ hasText: name });
  await row.locator('.monaco-tl-twistie').click();
}

/** Until no request is under way. */
async function idle(editor: Editor): Promise<void> {
  await editor.statusBarItem('Shop').waitFor({ state: 'hidden', timeout: runTimeoutMilliseconds });
  await sleep(settleMilliseconds);
}
