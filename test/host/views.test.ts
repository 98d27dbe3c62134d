import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { ui } from '../support/bridge/ui';
import { Gate } from '../support/gate';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';

const rows = '.pane-body .tree-explorer-viewlet-tree-view .monaco-list-row';

describe('views', () => {
  let profiler: Profiler;
  /** Until the first call was seen in flight. */
  const seen = new Gate();

  before(async () => {
    const before = (kind: string) => (kind === 'text' ? seen.opened : undefined);
    profiler = await Profiler.start(() => ({ output: [{ text: 'hello' }], before }));
  });

  after(async () => {
    await profiler.stop();
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  async function shows(pattern: RegExp, selector = rows): Promise<string> {
    let last: readonly string[] = [];
    try {
      return await waitFor(`${pattern}`, async () => {
        last = await ui({ action: 'texts', selector });
        return last.find((text) => pattern.test(text));
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}; there is: ${last.join(' | ')}`);
    }
  }

  async function unfold(row: string): Promise<void> {
    await ui({ action: 'click', selector: `${rows}:has-text("${row}") .monaco-tl-twistie` });
  }

  it('say how to begin when there are no runs', async () => {
    profiler.deleteRuns();
    await vscode.commands.executeCommand('latencyLens.runs.focus');
    await shows(/Debug a Node program that calls a model/, '.welcome-view');
  });

  it('show the run while it goes on, and the calls in flight in the status bar', async () => {
    const { session } = await profiler.launch({ name: 'talk', env: { QUESTIONS: 'one two' } });
    await shows(/1 LLM call · \d+\.\d s/, '.statusbar-item');
    await shows(/^talk.*1 in flight/);
    seen.open();
    await profiler.closedRun(session);
    await shows(/^talk.*2 calls/);
    await waitFor('the status bar to be quiet again', async () => {
      const items = await ui({ action: 'texts', selector: '.statusbar-item' });
      return !items.some((text) => text.includes('LLM call')) || undefined;
    });
  });

  it('unfold a run into call sites, calls and phases', async () => {
    await shows(/^ask.* · 2 calls · chat\.mjs:6/);
    await unfold('chat.mjs:6');
    await shows(/^#1 small-talker.*TTFT/);
    await unfold('#1 small-talker');
    await shows(/^wait.*[\d.]+ m?s · \d+ %/);
  });

  it('lead from a call site to its line', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await ui({ action: 'click', selector: `${rows} >> text=chat.mjs:6` });
    const editor = await waitFor('the source', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.fsPath, workspacePath('chat.mjs'));
    await waitFor('the line', () => editor.selection.active.line === 5 || undefined);
  });

  it('say why a run is empty', async () => {
    await profiler.record({ name: 'quiet', program: workspacePath('greet.js') });
    await shows(/^quiet.*0 calls/);
    await shows(/made no HTTP requests/);
  });
});
