import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { whyNotCounted } from '../../src/metrics/counted';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';

/** A line that runs while an answer streams, counted from 0. */
const LINE_IN_STREAM = 17;

describe('times in which the debugger holds the program', () => {
  let profiler: Profiler;

  before(async () => {
    profiler = await Profiler.start(() => ({
      firstTokenAfterMs: 50,
      tokenEveryMs: 40,
      output: [{ text: 'one two three' }],
    }));
  });

  afterEach(() => vscode.debug.removeBreakpoints(vscode.debug.breakpoints));

  after(() => profiler.stop());

  it('are part of the run, and keep the calls they touch out of its figures', async () => {
    const location = new vscode.Location(
      vscode.Uri.file(workspacePath('chat.mjs')),
      new vscode.Position(LINE_IN_STREAM, 0),
    );
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location, true, undefined, '1')]);
    const { session } = await profiler.launch();
    await waitFor('the breakpoint', () => vscode.debug.activeStackItem);
    await waitFor('the pause in the run', async () => {
      const { pauses } = await profiler.runOf(session);
      return pauses.some(({ end }) => end === undefined) || undefined;
    });
    await sleep(300);
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    const run = await profiler.closedRun(session);
    const [pause] = run.pauses;
    assert.ok(pause?.end !== undefined, 'the pause has an end');
    assert.ok(
      pause.end - pause.start >= 250 && pause.end - pause.start < 5000,
      `${pause.end - pause.start} ms`,
    );
    const reasons = run.calls.map((call) => whyNotCounted(call, run.pauses));
    // The debugger tells late that it let go; the next call was made before that, and is none the less not held.
    assert.deepEqual(reasons, ['paused', undefined, undefined]);
  });

  it('do not exist in a run that was never stopped', async () => {
    assert.deepEqual((await profiler.record()).pauses, []);
  });
});
