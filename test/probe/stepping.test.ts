import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'undici';
import { fixture, startProgram } from './support/runProgram';
import { startServer, type TestServer } from './support/startServer';

interface Frame {
  readonly location: { readonly scriptId: string; readonly lineNumber: number };
}

interface Message {
  readonly method?: string;
  readonly params?: {
    readonly scriptId?: string;
    readonly url?: string;
    readonly reason?: string;
    readonly callFrames?: readonly Frame[];
  };
}

/** Where a step ended: line, 1-based, and file name, which is `node` for all files of the runtime. */
interface Stop {
  readonly file: string;
  readonly line: number;
}

/** More than the program has lines. */
const mostStops = 60;

describe('who steps through a program', () => {
  let server: TestServer;
  const probeFile = /\/probe\/node\.cjs$/;

  const steps = ['stepInto', 'stepOver', 'stepOut'] as const;
  let stepped: ReadonlyMap<string, { readonly withProbe: Stop[]; readonly without: Stop[] }>;
  let unskipped: Stop[];

  before(async () => {
    server = await startServer((_request, response) => void response.end('answer'));
    // Most of a walk is waiting for the debugger's messages, so that all walks take little longer than one.
    const walks = steps.map(async (step) => {
      const [withProbe, without] = await Promise.all([stepThrough(step, true), stepThrough(step, false)]);
      return [step, { withProbe, without }] as const;
    });
    const [all, open] = await Promise.all([Promise.all(walks), stepThrough('stepInto', true, false)]);
    stepped = new Map(all);
    unskipped = open;
  });
  after(() => server.close());

  for (const step of steps) {
    it(`meets the program's own lines alone by ${step}, as without the probe`, () => {
      const { withProbe, without } = stepped.get(step) ?? assert.fail();
      assert.ok(withProbe.length >= 2, JSON.stringify(withProbe));
      assert.deepEqual(new Set(withProbe.map(({ file }) => file)), new Set(['stepped.mjs']));
      assert.deepEqual(withProbe, without);
    });
  }

  it('would meet the probe if it were not skipped', () => {
    assert.ok(
      unskipped.some(({ file }) => file === 'node.cjs'),
      JSON.stringify(unskipped),
    );
  });

  /** Steps from the program's `debugger` statement until it runs to its end. */
  async function stepThrough(step: string, probe: boolean, skipsProbe = true): Promise<Stop[]> {
    const program = await startProgram(fixture('stepped.mjs'), {
      nodeArgs: ['--inspect-brk=127.0.0.1:0'],
      env: { TEST_URL: server.origin },
      probe,
    });
    const { stderr } = program.process.child;
    assert.ok(stderr);
    const lines = createInterface(stderr);
    const [line] = (await once(lines, 'line')) as [string];
    const stops: Stop[] = [];
    const socket = new WebSocket(/ws:\S+/.exec(line)?.[0] ?? '');
    let id = 0;
    const send = (method: string, params?: object) =>
      socket.send(JSON.stringify({ id: ++id, method, params }));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    followScripts(socket, (scriptId, url) => {
      if (!skipsProbe || !probeFile.test(url)) return;
      send('Debugger.setBlackboxedRanges', { scriptId, positions: [{ lineNumber: 0, columnNumber: 0 }] });
    });
    followPauses(socket, (reason, stop) => {
      // The first pause is that of --inspect-brk, before the program's own `debugger`.
      if (reason === 'Break on start') return send('Debugger.resume');
      // As debuggers do that skip the runtime's own files.
      if (stop.file === 'node') return send('Debugger.stepOut');
      stops.push(stop);
      send(stops.length < mostStops ? `Debugger.${step}` : 'Debugger.resume');
    });
    send('Runtime.enable');
    send('Debugger.enable');
    send('Debugger.setAsyncCallStackDepth', { maxDepth: 32 });
    send('Runtime.runIfWaitingForDebugger');
    const { stdout } = await program.finished;
    assert.equal(stdout, 'answer\n');
    return stops;
  }
});

/** Tells of each script that is there or comes. */
function followScripts(socket: WebSocket, parsed: (scriptId: string, url: string) => void): void {
  socket.addEventListener('message', ({ data }) => {
    const { method, params = {} } = JSON.parse(String(data)) as Message;
    if (method === 'Debugger.scriptParsed' && params.scriptId) parsed(params.scriptId, params.url ?? '');
  });
}

/** Tells of each pause, why and where; lets go when the program is done, since it waits for that. */
function followPauses(socket: WebSocket, paused: (reason: string | undefined, stop: Stop) => void): void {
  const urls = new Map<string, string>();
  followScripts(socket, (scriptId, url) => urls.set(scriptId, url));
  socket.addEventListener('message', ({ data }) => {
    const { method, params = {} } = JSON.parse(String(data)) as Message;
    if (method === 'Runtime.executionContextDestroyed') socket.close();
    if (method === 'Debugger.paused') paused(params.reason, stopOf(params.callFrames?.[0], urls));
  });
}

function stopOf(frame: Frame | undefined, urls: ReadonlyMap<string, string>): Stop {
  const { scriptId = '', lineNumber = -1 } = frame?.location ?? {};
  const url = urls.get(scriptId) ?? '';
  const file = url.startsWith('node:') ? 'node' : (url.split('/').at(-1) ?? '');
  return { file, line: lineNumber + 1 };
}
