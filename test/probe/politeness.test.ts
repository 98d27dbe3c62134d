import assert from 'node:assert/strict';
import { installNode } from '../support/vscode/installNode';
import { fixture, probePath, runProgram, runSource } from './support/runProgram';
import { bodyText } from './support/spool';
import { startHttp2Server, streamPieces2 } from './support/startHttp2Server';
import { answerPieces, startServer, streamPieces, type TestServer } from './support/startServer';

describe('a program with the probe', () => {
  let server: TestServer;
  let refusedUrl: string;
  before(async () => {
    const gone = await startServer(streamPieces);
    refusedUrl = gone.url.replace('localhost', '127.0.0.1');
    gone.close();
    server = await startServer(streamPieces);
  });
  after(() => server.close());

  it('prints what it would print without, to the letter', async () => {
    const args = [server.url, refusedUrl];
    const [without, withProbe] = [
      await runProgram(fixture('polite.cjs'), { args, probe: false }),
      await runProgram(fixture('polite.cjs'), { args }),
    ];
    assert.ok(without.stdout.includes('storage: kept'), without.stdout + without.stderr);
    assert.equal(withProbe.stdout, without.stdout);
    assert.equal(withProbe.stderr, without.stderr);
    assert.equal(withProbe.exitCode, without.exitCode);
    assert.equal(withProbe.spool.exchanges.length, 6);
  });

  for (const version of [undefined, '18', '24'] as const) {
    it(`sees async contexts under Node ${version ?? 'of these tests'} as it would without, to the letter`, async () => {
      const node = version && (await installNode(version)).path;
      const file = fixture('politeContexts.cjs');
      for (const before of ['', `--require "${fixture('contextsFirst.cjs')}"`]) {
        const [without, withProbe] = [
          await runProgram(file, { node, env: { NODE_OPTIONS: before }, probe: false }),
          await runProgram(file, { node, env: { NODE_OPTIONS: `${before} --require "${probePath}"` } }),
        ];
        assert.match(without.stdout, /outside/, without.stdout + without.stderr);
        assert.equal(withProbe.stdout, without.stdout);
        assert.equal(withProbe.stderr, without.stderr);
        assert.equal(withProbe.exitCode, 0);
        assert.deepEqual(withProbe.spool.losses, []);
      }
    });
  }

  for (const version of ['18', '24'] as const) {
    it(`speaks HTTP/2 under Node ${version} as it would without, to the letter`, async () => {
      const http2Server = await startHttp2Server(streamPieces2);
      const args = [http2Server.origin];
      const file = fixture('politeHttp2.mjs');
      const { path: node } = await installNode(version);
      const [without, withProbe] = [
        await runProgram(file, { args, node, probe: false }),
        await runProgram(file, { args, node }),
      ];
      http2Server.close();
      assert.ok(without.stdout.includes('session closed'), without.stdout + without.stderr);
      assert.ok(without.stdout.startsWith('loaded: false'), 'the probe does without the module');
      assert.equal(withProbe.stdout, without.stdout);
      assert.equal(withProbe.stderr, without.stderr);
      assert.equal(withProbe.spool.exchanges.length, 5);
    });
  }

  it('keeps its own clocks, files and JSON, whatever it puts in their place', async () => {
    const { exitCode, stdout, stderr, spool } = await runSource(
      `import fs from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       fs.writeSync = fs.openSync = () => { throw new Error('not mine'); };
       syncBuiltinESMExports();
       performance.now = Date.now = () => 1;
       process.hrtime = () => [1, 1];
       process.hrtime.bigint = () => 1n;
       JSON.stringify = () => '{}';
       Error.prepareStackTrace = () => 'mine';
       Error.stackTraceLimit = 1;
       const response = await fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' });
       for await (const _ of response.body);
       console.log(new Error().stack, Error.stackTraceLimit, Date.now(), performance.now());`,
    );
    assert.equal(stderr, '');
    assert.equal(stdout, 'mine 1 1 1\n');
    assert.equal(exitCode, 0);
    const [exchange] = spool.exchanges;
    assert.equal(exchange?.end?.how, 'eof');
    assert.ok(exchange.request.t > 1000, 'the machine was not started a second ago');
    assert.ok((exchange.end.t ?? 0) - exchange.request.t > 50, 'the answer took 75 ms');
    assert.equal(exchange.frames[0]?.line, 11);
  });

  it('may put methods of its own in place of those that are observed', async () => {
    const source = `
      import { once } from 'node:events';
      import http from 'node:http';
      import net from 'node:net';
      const seen = [];
      const tap = (object, name) => {
        const original = object[name];
        object[name] = function (...args) {
          seen.push(name + ' ' + (typeof args[0] === 'string' ? args[0] : args[0] === null ? 'null' : typeof args[0]));
          return original.apply(this, args);
        };
      };
      tap(http.ClientRequest.prototype, 'end');
      tap(process, 'emit');
      await new Promise((resolve) => {
        const request = http.request(${JSON.stringify(server.url)}, { method: 'POST' });
        tap(request, 'emit');
        tap(request, 'destroy');
        request.on('socket', (socket) => tap(socket, 'emit'));
        request.on('response', (response) => {
          tap(response, 'emit');
          response.on('end', resolve).resume();
        });
        request.end('{}');
      });
      const { hostname, port } = new URL(${JSON.stringify(server.url)});
      const fetching = fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' });
      const socket = new net.Socket();
      for (let i = 0; i < 2; i++) {
        socket.connect(port, hostname);
        await once(socket, 'connect');
        socket.destroy();
        await once(socket, 'close');
      }
      await (await fetching).text();
      const names = [...new Set(seen)].filter((name) => !name.includes('data'));
      console.log(names.join(), Object.keys(socket).length);`;
    const [without, withProbe] = [await runSource(source, { probe: false }), await runSource(source)];
    assert.equal(without.stderr, '');
    assert.ok(without.stdout.includes('emit response'), without.stdout);
    assert.equal(withProbe.stdout, without.stdout);
    assert.equal(withProbe.stderr, without.stderr);
    assert.deepEqual(
      withProbe.spool.exchanges.map(({ end }) => end?.how),
      ['eof', 'eof'],
    );
  });

  it('may wrap what is observed, as other instrumentation does, and is seen as before', async () => {
    const source = `
      import http from 'node:http';
      import net from 'node:net';
      const called = new Set();
      const wrap = (object, name, how) => {
        const original = object[name];
        how(object, name, function (...args) {
          called.add(name);
          return original.apply(this, args);
        });
      };
      const define = (object, name, value) =>
        Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true });
      const assign = (object, name, value) => { object[name] = value; };
      const post = () => new Promise((resolve) => {
        const options = { method: 'POST', agent: new http.Agent() };
        const request = http.request(${JSON.stringify(server.url)}, options, (response) => {
          response.on('end', resolve).resume();
        });
        request.on('socket', (socket) => socket.on('connect', () => setImmediate(() => request.end('{}'))));
      });
      for (const how of [define, assign]) {
        wrap(net.Socket.prototype, 'connect', how);
        wrap(http.Agent.prototype, 'addRequest', how);
        wrap(http.ClientRequest.prototype, 'onSocket', how);
        wrap(http.OutgoingMessage.prototype, '_send', how);
        await post();
      }
      console.log([...called].join());`;
    const [without, withProbe] = [await runSource(source, { probe: false }), await runSource(source)];
    assert.equal(without.stdout, 'addRequest,connect,onSocket,_send\n', without.stderr);
    assert.equal(withProbe.stdout, without.stdout);
    assert.equal(withProbe.stderr, without.stderr);
    assert.deepEqual(withProbe.spool.losses, []);
    const line = source.split('\n').findIndex((text) => text.includes('http.request(')) + 1;
    for (const { steps, requestBody, frames } of withProbe.spool.exchanges) {
      for (const step of ['connectStart', 'dnsDone', 'tcpDone', 'assigned', 'sent'] as const) {
        assert.ok(steps.includes(step), `${step} in ${steps.join()}`);
      }
      assert.equal(bodyText(requestBody), '{}');
      assert.equal(frames[0]?.line, line, 'the request was met while it was made');
    }
    assert.equal(withProbe.spool.exchanges.length, 2);
  });

  it('is told its own errors when it overruns its stack', async () => {
    const { stdout } = await runSource(
      `let deepest = 0;
       const sink = (n) => { deepest = n; new Promise(() => {}); Promise.resolve().then(() => {}); return sink(n + 1) + 1; };
       try { sink(0); } catch (error) { console.log(error instanceof RangeError, deepest > 500); }`,
    );
    assert.equal(stdout, 'true true\n');
  });

  it('ends when it has nothing left to do', async () => {
    const { exitCode, spool } = await runSource(
      `const response = await fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' });
       await response.body.cancel();
       setTimeout(() => {}, 1e6).unref();`,
    );
    assert.equal(exitCode, 0);
    assert.equal(spool.threads[0]?.records.at(-1)?.k, 'bye');
  });

  it('needs no more memory the longer it runs', async () => {
    const { stdout } = await runProgram(fixture('heap.mjs'), { nodeArgs: ['--expose-gc'] });
    const growth = stdout.trim().split('\n');
    assert.equal(growth.length, 4);
    assert.deepEqual(
      growth.filter((line) => Number(line.split(' ')[1]) > 1000),
      [],
    );
  });

  it('does not notice that no more can be written', async () => {
    const { exitCode, stdout, stderr, spool } = await runSource(
      `for (let i = 0; i < 5; i++) {
         const response = await fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' });
         console.log(await response.text());
       }`,
      { setUp: `trap '' XFSZ; ulimit -f 4` },
    );
    assert.equal(stderr, '');
    assert.equal(stdout, `${answerPieces.join('')}\n`.repeat(5));
    assert.equal(exitCode, 0);
    assert.ok(spool.exchanges.length < 5, 'the limit was reached');
  });
});
