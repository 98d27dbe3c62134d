import { strict as assert } from 'node:assert';
import { Editor } from '../support/editor/editor';
import { type OpenEditor, openEditor } from '../support/editor/openEditor';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';

describe('an extension under development', () => {
  let simulator: Simulator;
  let open: OpenEditor;

  before(async function () {
    this.timeout(120_000);
    simulator = await startSimulator({
      respond: () => ({ firstTokenAfterMs: 80, tokenEveryMs: 5, output: [{ text: 'three.' }] }),
    });
    const env = { LATENCY_LENS_TEST_LLM_URL: simulator.openaiUrl };
    open = await openEditor({ workspace: 'test/fixtures/developed/completer', env });
  });

  after(async () => {
    await open?.close();
    await simulator?.close();
  });

  it('shows the calls of its provider on their line, and those it makes as it starts', async () => {
    const { editor } = open;
    await editor.openFile('extension.js');
    const opened = editor.page.waitForEvent('popup');
    await editor.debugger.start('Run the extension');
    const developed = new Editor(await opened, editor.folder);
    try {
      await complete(developed);
      await editor.lenses.filter({ hasText: /2 calls .*TTFT/ }).waitFor();
      assert.equal(await editor.lenses.count(), 1);
      await editor.screenshot('extension-host');
    } catch (error) {
      await editor.screenshot('failed-extension-host');
      await developed.screenshot('failed-developed');
      throw error;
    }
  }).timeout(120_000);
});

/** Types as one who waits for a completion does, once the extension is there, and sees one. */
async function complete(developed: Editor): Promise<void> {
  await developed.statusBarItem('Completer is ready').waitFor({ timeout: 60_000 });
  await developed.openFile('sum.txt');
  await developed.line('One and two are').click();
  await developed.page.keyboard.press('End');
  await developed.page.keyboard.type(' ');
  await developed.line('One and two are three.').waitFor();
}
