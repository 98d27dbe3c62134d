import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { formatDuration, formatRate } from '../../src/base/format';
import { computeCallMetrics } from '../../src/metrics/callMetrics';
import type { Run } from '../../src/model/run';
import { findingsOf } from '../../src/store/runSelectors';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';
import { readHover, readLenses, type ShownLens } from './support/readEditor';

/** Line of the call in `chat.mjs`, counted from 0. */
const CALL_LINE = 5;

describe('call sites in the editor', () => {
  let profiler: Profiler;
  let run: Run;
  let document: vscode.TextDocument;

  before(async () => {
    profiler = await Profiler.start(() => ({
      firstTokenAfterMs: 40,
      // No machine is held up for so long that the whole answer comes at once and has no rate.
      tokenEveryMs: 100,
      output: [{ text: 'a few words to stream' }],
    }));
    run = await profiler.record();
  });

  beforeEach(async () => {
    document = await vscode.workspace.openTextDocument(workspacePath('chat.mjs'));
    await vscode.window.showTextDocument(document);
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(() => profiler.stop());

  async function theLens(): Promise<ShownLens> {
    const found = (await readLenses(document)).filter((lens) => !isFinding(lens));
    assert.equal(found.length, 1);
    return found[0] as ShownLens;
  }

  /** What would make a line faster stands behind its lens. */
  function isFinding({ title }: ShownLens): boolean {
    return title.startsWith('$(lightbulb)');
  }

  const hover = (line: number) => readHover(document, line);

  async function edit(change: (edits: vscode.WorkspaceEdit) => void): Promise<void> {
    const edits = new vscode.WorkspaceEdit();
    change(edits);
    assert.ok(await vscode.workspace.applyEdit(edits));
  }

  it('stand above the line of the call, with the figures of the store', async () => {
    const { line, title } = await theLens();
    const median = (name: 'ttft' | 'felt') =>
      run.calls.map((call) => computeCallMetrics(call)[name].value ?? -1).sort((a, b) => a - b)[1] ?? -1;
    assert.equal(line, CALL_LINE);
    assert.match(title, /^\$\(pulse\) 3 calls · /);
    assert.ok(title.includes(` · TTFT p50 ${formatDuration(median('ttft'))} · `), title);
    const rates = run.calls.map((call) => computeCallMetrics(call).tokensPerSecond.value ?? -1);
    // How true the figures themselves are is tested against the simulator's log, with the recording.
    assert.ok(median('ttft') >= 40 && rates.every((rate) => rate > 0), title);
    // A group's rate lies between those of its calls, and rounding keeps their order.
    const shown = [title, ...rates.map((each) => formatRate(each))].map((text) =>
      Number(/([\d.]+) tok\/s/.exec(text)?.[1]),
    );
    const [rate = Number.NaN, ...ofCalls] = shown;
    assert.ok(rate >= Math.min(...ofCalls) && rate <= Math.max(...ofCalls), `${title}, calls ${ofCalls}`);
  });

  it('open the timeline at their calls', async () => {
    const { target } = await theLens();
    assert.deepEqual(target, [{ runId: run.id, callIds: run.calls.map(({ id }) => id) }]);
  });

  it('say what would make their line faster, and open the timeline there', async () => {
    const [found, ...others] = (await readLenses(document)).filter(isFinding);
    assert.ok(found && others.length === 0);
    assert.equal(found.line, CALL_LINE);
    const [best] = findingsOf(run, 'wall');
    assert.ok(best && found.title.endsWith(best.title), found.title);
    assert.deepEqual(found.target, [{ runId: run.id, findingId: best.id }]);
    assert.match(await hover(CALL_LINE), /\$\(lightbulb\)/);
  });

  it('explain themselves on hover', async () => {
    const text = (await hover(CALL_LINE)).replace(/<[^>]+>/g, '').replaceAll('\u202f', ' ');
    assert.match(text, /wait&nbsp;\*\*\d+ ms\*\*&nbsp;\d+ %/);
    assert.match(text, /streaming&nbsp;\*\*\d+ ms\*\*&nbsp;\d+ %/);
    assert.match(text, /^\| {2}\| &emsp;TTFT \| /m);
    assert.match(text, /^\| p50 \| &emsp;[\d.]+ m?s \| /m);
    assert.match(
      text,
      /prompt \d+( – \d+)? tokens · output \d+ tokens · one at a time · small\\-talker {2}$/m,
    );
    assert.equal(await hover(CALL_LINE + 1), '');
  });

  it('follow edits above them, past lines that look alike', async () => {
    await theLens();
    const copy = `${document.lineAt(CALL_LINE).text}\n// two\n`;
    await edit((edits) => edits.insert(document.uri, new vscode.Position(0, 0), copy));
    const { line, title } = await theLens();
    assert.equal(line, CALL_LINE + 2);
    assert.doesNotMatch(title, /changed/);
    assert.notEqual(await hover(CALL_LINE + 2), '');
  });

  it('are found again in a file that was changed while it was closed', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const original = await vscode.workspace.fs.readFile(document.uri);
    await vscode.workspace.fs.writeFile(document.uri, Buffer.concat([Buffer.from('\n\n\n'), original]));
    try {
      document = await vscode.workspace.openTextDocument(document.uri);
      await vscode.window.showTextDocument(document);
      await waitFor('the changed text', () => document.lineAt(0).text === '' || undefined);
      assert.equal((await theLens()).line, CALL_LINE + 3);
    } finally {
      await vscode.workspace.fs.writeFile(document.uri, original);
      await waitFor('the original text', () => document.lineAt(0).text !== '' || undefined);
    }
  });

  it('say that their line has changed, until it is as it was', async () => {
    const line = document.lineAt(CALL_LINE).text;
    const range = document.lineAt(CALL_LINE).range;
    await edit((edits) => edits.replace(document.uri, range, '  const response = await somethingElse({'));
    const changed = await theLens();
    assert.equal(changed.line, CALL_LINE);
    assert.match(changed.title, /^\$\(history\) .* \(line changed since\)$/);
    assert.match(await hover(CALL_LINE), /This line has changed since it ran/);
    await edit((edits) => edits.replace(document.uri, document.lineAt(CALL_LINE).range, line));
    assert.doesNotMatch((await theLens()).title, /changed/);
  });

  it('warn when they are over budget', async () => {
    const settings = vscode.workspace.getConfiguration('latencyLens');
    await settings.update('budget.ttft', 1, vscode.ConfigurationTarget.Workspace);
    try {
      assert.match((await theLens()).title, /^\$\(warning\) 3 calls/);
      assert.match(await hover(CALL_LINE), /Over budget: TTFT p50 .*, limit 1\.0 ms/);
    } finally {
      await settings.update('budget.ttft', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('are those of the newest run that made calls in the file', async () => {
    const newer = await profiler.record({ env: { QUESTIONS: 'only' } });
    assert.match((await theLens()).title, /^\$\(pulse\) 1 call · /);
    await profiler.record({ program: workspacePath('greet.js') });
    assert.match((await theLens()).title, /^\$\(pulse\) 1 call · /);
    profiler.api.store.remove(newer.id);
    assert.match((await theLens()).title, /^\$\(pulse\) 3 calls · /);
  });

  it('stay away from files without calls', async () => {
    document = await vscode.workspace.openTextDocument(workspacePath('greet.js'));
    assert.deepEqual(await readLenses(document), []);
  });
});
