import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixture, runProgram } from './support/runProgram';
import { startServer, type TestServer } from './support/startServer';

describe('a program that streams', () => {
  let server: TestServer;
  /** Settled by whoever asks for `/open`. */
  let opened = withResolvers();
  let flooded = 0;
  const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
    whole: (response) => void response.end('all of it'),
    open: (response) => {
      opened.resolve();
      response.end();
    },
    gated: async (response) => {
      opened = withResolvers();
      response.write('first ');
      await opened.promise;
      response.end('last');
    },
    endless: async (response) => {
      for (; !response.destroyed; await sleep(5)) response.write('more ');
    },
    torn: async (response) => {
      response.write('some');
      await sleep(20);
      response.destroy();
    },
    flood: async (response) => {
      response.setMaxListeners(0);
      const piece = Buffer.alloc(64 * 1024, 'x');
      for (flooded = 0; !response.destroyed && flooded < 256 * 1024 ** 2; flooded += piece.length) {
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    },
  };
  before(async () => {
    server = await startServer(async (request, response) => {
      const [, how = ''] = (request.url ?? '').split('/');
      await answers[how]?.(response);
    });
  });
  after(() => server.close());

  const run = (file: string, probe: boolean, args: readonly string[] = []) =>
    runProgram(fixture(file), { args, env: { TEST_URL: server.origin }, probe });

  it('gets its bytes, copies and errors as it would without the probe, to the letter', async () => {
    // One after the other, since there is one gate.
    const without = await run('politeStreams.mjs', false);
    const withProbe = await run('politeStreams.mjs', true);
    assert.equal(without.exitCode, 0, without.stderr);
    assert.match(without.stdout, /^streaming: first {2}last true$/m);
    assert.match(without.stdout, /^http streaming: first {2}opened$/m);
    for (const name of ['in end', 'wrong write', 'wrong end', 'in text', 'in undici']) {
      assert.match(without.stdout, new RegExp(`^${name}: `, 'm'));
    }
    assert.equal(withProbe.stdout, without.stdout);
    assert.equal(withProbe.stderr, without.stderr);
    assert.deepEqual(withProbe.spool.losses, []);
    assert.equal(withProbe.spool.exchanges.length, 18);
  });

  it('holds the server back when it does not read', async () => {
    await run('slowReader.mjs', false);
    const without = flooded;
    await run('slowReader.mjs', true);
    // What differs is what the kernel keeps in its buffers.
    assert.ok(flooded < without + 4 * 1024 ** 2, `${flooded} bytes were sent, ${without} without the probe`);
    assert.ok(without < 32 * 1024 ** 2, `${without} bytes`);
  });

  for (const end of ['exit', 'exitCode', 'throw', 'reject', 'rejectWithNothing', 'handled', 'stack']) {
    it(`says the same and ends with the same code when it ends by ${end}`, async () => {
      const [without, withProbe] = await Promise.all([
        run('dying.mjs', false, [end]),
        run('dying.mjs', true, [end]),
      ]);
      assert.notEqual(without.exitCode, 0);
      assert.equal(withProbe.exitCode, without.exitCode);
      assert.equal(withProbe.stdout, without.stdout);
      assert.equal(withoutTrampoline(withProbe.stderr), without.stderr);
      assert.equal(withProbe.spool.exchanges.length, 1);
    });
  }
});

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Async hooks of any kind have the platform add a frame at the bottom of what it calls. */
function withoutTrampoline(text: string): string {
  return text.replace(/^ +at .*callbackTrampoline.*\n/gm, '');
}
