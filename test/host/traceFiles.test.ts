import { strict as assert } from 'node:assert';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Run } from '../../src/model/run';
import { saveTrace } from '../../src/store/traceOnDisk';
import { ui } from '../support/bridge/ui';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';

describe('trace files', () => {
  let profiler: Profiler;
  let run: Run;
  const file = () => workspacePath('saved.lltrace');

  before(async () => {
    profiler = await Profiler.start(() => ({ output: [{ text: 'hello' }] }));
    run = await profiler.record();
    profiler.deleteRuns();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(file());
  });

  after(() => profiler.stop());

  it('open as a timeline, and bring their run back', async () => {
    await saveTrace(file(), run);
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file()));
    const { calls, origin } = await waitFor('the run', () => profiler.api.store.get(run.id));
    assert.deepEqual(origin, { ...run.origin, kind: 'imported' });
    assert.deepEqual(calls, JSON.parse(JSON.stringify(run.calls)));
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'latencyLens.trace');
    await waitFor('the timeline', async () => {
      const [header] = await ui({ action: 'webviewTexts', selector: '.run-header' });
      return header?.includes(run.origin.title) || undefined;
    });
  });

  it('that can not be read say so in their place', async () => {
    writeFileSync(file(), 'not a trace\n');
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file()));
    const text = await waitFor('the message', async () => {
      const [shown] = await ui({ action: 'webviewTexts', selector: 'body' });
      return shown?.includes('trace') ? shown : undefined;
    });
    assert.match(text, /not a readable Latency Lens trace.*Choose a \.lltrace file/);
  });
});
