import { strict as assert } from 'node:assert';
import { EventEmitter, once } from 'node:events';

import * as vscode from 'vscode';
import { Profiler, workspacePath } from './support/profiler';

/** The line that ends the request, which the probe observes; counted from 0. */
const LINE_OF_END = 5;
const STEPS = 12;

/** Where the debugger stopped. */
interface Stop {
  readonly session: vscode.DebugSession;
  readonly threadId: number;
}

describe('stepping through a call', () => {
  let profiler: Profiler;
  const stops = new EventEmitter();
  let tracking: vscode.Disposable;

  before(async () => {
    profiler = await Profiler.start(() => ({ output: [{ text: 'one' }] }));
    tracking = vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: (message) => {
          if (message.event === 'stopped') stops.emit('stop', { session, threadId: message.body.threadId });
        },
      }),
    });
  });

  after(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    tracking.dispose();
    await profiler.stop();
  });

  it('never leads into the probe, not even with the platform’s own files open to it', async () => {
    const program = workspacePath('post.mjs');
    const location = new vscode.Location(vscode.Uri.file(program), new vscode.Position(LINE_OF_END, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location)]);
    const firstStop = once(stops, 'stop');
    const { session, ended } = await profiler.launch({ program, skipFiles: [] });
    let [stop] = (await firstStop) as [Stop];
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    const places: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      const next = once(stops, 'stop');
      await stop.session.customRequest('stepIn', { threadId: stop.threadId });
      [stop] = (await next) as [Stop];
      places.push(await topFrameOf(stop));
    }
    await stop.session.customRequest('continue', { threadId: stop.threadId });
    await ended;
    assert.ok(
      places.some((place) => place.includes('node_internals')),
      places.join('\n'),
    );
    assert.deepEqual(
      places.filter((place) => place.includes('node.cjs')),
      [],
    );
    const run = await profiler.closedRun(session);
    assert.equal(run.calls.length, 1);
  });
});

async function topFrameOf({ session, threadId }: Stop): Promise<string> {
  const { stackFrames } = await session.customRequest('stackTrace', { threadId, startFrame: 0, levels: 1 });
  const [frame] = stackFrames;
  return `${frame?.source?.path ?? frame?.source?.name}:${frame?.line} ${frame?.name}`;
}
