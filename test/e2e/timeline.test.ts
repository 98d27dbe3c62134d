/// <reference lib="dom" />
import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { useEditor } from '../support/editor/useEditor';
import { Gate } from '../support/gate';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { waitFor } from '../support/waitFor';

describe('the timeline', () => {
  const env: Record<string, string> = {};
  let simulator: Simulator;
  /** Until the first call was seen in flight. */
  const seen = new Gate();

  before(async () => {
    const respond = () => ({
      before: (kind: string) => (kind === 'finish' ? seen.opened : undefined),
      firstTokenAfterMs: 1000,
      // Far enough apart for the colours of the phases to show between the marks of the events.
      tokenEveryMs: 250,
      output: [{ reasoning: 'let me think' }, { text: 'words to see' }],
    });
    simulator = await startSimulator({ respond });
    env.LATENCY_LENS_TEST_LLM_URL = simulator.openaiUrl;
  });

  const editor = useEditor({ workspace: 'test/fixtures/workspace', env });

  after(() => simulator.close());

  /** Rows of calls: what else the program did depends on the machine. */
  const rows = (): Locator => editor().webview.getByRole('treeitem', { name: /^Call / });
  const selected = (): Locator => editor().webview.getByRole('treeitem', { selected: true });
  const badge = (text: string): Locator => editor().webview.locator('.badge').filter({ hasText: text });

  it('shows the calls of a run while the program goes on', async () => {
    await editor().openFile('greet.js');
    await editor().debugger.start('Chat');
    await editor().statusBarItem('LLM call').waitFor();
    await editor().runCommand('Latency Lens: Open Timeline');
    await badge('running').waitFor();
    await editor().webview.locator('.row[data-tone=live]').first().waitFor();
    await editor().webview.getByRole('region', { name: 'Where the time went' }).waitFor();
    seen.open();
    await editor().debugger.ended({ timeout: 30_000 });
    await badge('ended').waitFor();
    assert.equal(await rows().count(), 3);
    assert.match(
      (await rows().first().getAttribute('aria-label')) ?? '',
      /^Call 1, ask chat\.mjs:6, small-talker, complete, starts at .*, takes /,
    );
  });

  it('draws their phases in the colours of the theme', async () => {
    for (const phase of ['Wait', 'Thinking', 'Streaming']) {
      await waitFor(phase, () => showsColour(editor().webview.locator('canvas.bars'), phase));
    }
  });

  it('shows the figures of a call that is clicked', async () => {
    await rows()
      .nth(1)
      .click({ position: { x: 60, y: 10 } });
    const details = await editor().webview.getByRole('complementary').innerText();
    assert.match(details, /^#2\s+ask/);
    assert.match(details, /TTFT\n[12]\.\d+ s/);
    assert.match(details, /thinking\n[\d.]+ m?s\nstreaming\n[\d.]+ m?s/);
  });

  it('leads to the source, and stays beside it', async () => {
    await editor().page.keyboard.press('Enter');
    await editor().line('await fetch(').waitFor();
    await editor()
      .statusBarItem(/^Ln 6, Col /)
      .waitFor();
    assert.ok(await selected().isVisible());
  });

  it('comes back as it was after it was hidden', async () => {
    const { page } = editor();
    const tab = page.getByRole('tab', { name: 'Timeline: Chat' });
    await tab.click();
    await editor().openFile('package.json');
    await page.locator('iframe.webview:visible').waitFor({ state: 'detached' });
    await tab.click();
    await selected().waitFor();
    assert.match(await selected().innerText(), /^2\b/);
    assert.equal(await rows().count(), 3);
  });

  it('follows the colour theme into high contrast', async () => {
    await editor().runCommand('Preferences: Color Theme');
    await editor().page.keyboard.type('Dark High Contrast');
    await editor().pickEntry('Dark High Contrast');
    await editor().webview.locator('body.vscode-high-contrast').waitFor();
    await waitFor('Streaming', () => showsColour(editor().webview.locator('canvas.bars'), 'Streaming'));
  });
});

/** Whether the canvas has a pixel in the colour that the page's theme has for a phase. */
function showsColour(canvas: Locator, phase: string): Promise<boolean> {
  return canvas.evaluate((node, name) => {
    const hex = document.documentElement.style.getPropertyValue(`--vscode-latencyLens-phase${name}`);
    const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    const { width, height } = node as HTMLCanvasElement;
    const data = (node as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    for (let at = 0; at < data.length; at += 4) {
      if (wanted.every((part, index) => data[at + index] === part)) return true;
    }
    return false;
  }, phase);
}
