import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { modelToolNames } from '../../src/ui/contributions';
import { Profiler } from './support/profiler';

describe('tools for language models', () => {
  let profiler: Profiler;

  before(async () => {
    profiler = await Profiler.start(() => ({ firstTokenAfterMs: 300, output: [{ text: 'hello you' }] }));
  });

  after(() => profiler.stop());

  async function ask(name: string, input: object = {}): Promise<string> {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  }

  it('are there for every agent of the editor', () => {
    const names = vscode.lm.tools.map(({ name }) => name);
    for (const name of Object.values(modelToolNames)) assert.ok(names.includes(name), name);
  });

  it('say what to do when there are no runs', async () => {
    profiler.deleteRuns();
    assert.match(await ask(modelToolNames.findings), /no runs yet.*F5/);
  });

  it('say where the time of the newest run went, on which line', async () => {
    const { session } = await profiler.launch({ name: 'talk', env: { QUESTIONS: 'one two' } });
    await profiler.closedRun(session);
    const summary = await ask(modelToolNames.runSummary);
    assert.match(summary, /\(talk, .*, 2 calls\)/);
    assert.match(summary, /^- wait for first token: \d/m);
    const lines = await ask(modelToolNames.slowestLines);
    assert.match(lines, /chat\.mjs:6 /);
  });

  it('think the run through again', async () => {
    const answer = await ask(modelToolNames.whatIf, { lines: [{ line: 'chat.mjs:6', factor: 0.5 }] });
    const [, before, after] = /: ([\d.]+) .* → ([\d.]+) /.exec(answer) ?? [];
    assert.ok(Number(after) < Number(before), answer);
    const unknown = await ask(modelToolNames.whatIf, { lines: [{ line: 'chat.mjs:7', factor: 0.5 }] });
    assert.match(unknown, /No call came through chat\.mjs:7/);
    assert.match(await ask(modelToolNames.whatIf), /Nothing is to change/);
  });

  it('name the runs that there are to one who asks for another', async () => {
    assert.match(await ask(modelToolNames.findings, { run: 'gone' }), /no run gone\..*talk/);
  });
});
