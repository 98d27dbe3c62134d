import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { installNode } from '../support/vscode/installNode';
import { body, checkEnd, runClient, runOneExchange } from './support/clients';
import { bodyText, type SpooledExchange } from './support/spool';
import {
  type Http2Answer,
  startHttp2Server,
  startResettingServer,
  streamPieces2,
} from './support/startHttp2Server';
import { answerPieces, type TestServer, trustEnvironment } from './support/startServer';
import { untilRead } from './support/untilRead';

/** Imported by name and loaded by the program alone: the probe must not need it earlier. */
const imports = `
  import { connect } from 'node:http2';
  const { origin, pathname: path } = new URL(url);
  const post = { ':method': 'POST', ':path': path, 'content-type': 'application/json', authorization: 'secret' };
  const closed = (stream) => new Promise((resolve) => stream.on('error', () => {}).on('close', resolve));
`;

const connecting = ['connectStart', 'dnsDone', 'tcpDone'];

/** Answers with its head and one piece, and then does `rest`. */
function startsAnswer(rest: Http2Answer): Http2Answer {
  return async (stream, arrival) => {
    stream.respond({ ':status': 200 });
    stream.write(answerPieces[0]);
    await sleep(30);
    await rest(stream, arrival);
  };
}

describe('an exchange over HTTP/2', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  const run = (program: string, options = {}) => runClient(imports + program, server?.url ?? '', options);
  const runOne = (program: string, options = {}) =>
    runOneExchange(imports + program, server?.url ?? '', options);

  // Versions differ in how they tell the program of the answer's head, which they do even where nobody listens.
  for (const version of ['18', '22', '24'] as const) {
    for (const listens of [true, false]) {
      it(`under Node ${version} is told whole${listens ? '' : ' where nobody listens'}`, async () => {
        server = await startHttp2Server(streamPieces2);
        const exchange = await runOne(
          `const session = connect(origin);
           const stream = session.request(post);
           ${listens ? "stream.on('response', () => {});" : ''}
           stream.end(body);
           stream.resume();
           await closed(stream);
           session.close();`,
          { node: (await installNode(version)).path },
        );
        const { request, requestBody, head, data, steps } = exchange;
        assert.deepEqual([request.method, request.url, request.transport], ['POST', server.url, 'http2']);
        assert.deepEqual(request.headers, { 'content-type': 'application/json' });
        assert.equal(bodyText(requestBody), body);
        assert.deepEqual([head?.status, head?.headers['content-type']], [200, 'text/event-stream']);
        assert.equal(bodyText(data), answerPieces.join(''));
        assert.equal(data.length, answerPieces.length);
        checkEnd(exchange, 'eof');
        const named = steps.filter((step) => !['frames', 'take', 'data'].includes(step));
        assert.deepEqual(named, ['req', ...connecting, 'assigned', 'reqBody', 'sent', 'head', 'end']);
      });
    }
  }

  it('has its pieces and its end stamped when they come, whoever reads them and how late', async () => {
    const written: number[] = [];
    server = await startHttp2Server(async (stream, { connection }) => {
      stream.respond({ ':status': 200 });
      for (const piece of answerPieces) {
        written.push(Number(process.hrtime.bigint()) / 1e6);
        stream.write(piece);
        await untilRead(connection);
      }
      stream.end();
    });
    const { data, end } = await runOne(`
      const session = connect(origin);
      const stream = session.request(post);
      stream.end(body);
      await sleep(800);
      for await (const piece of stream) await sleep(60);
      session.close();`);
    assert.equal(data.length, answerPieces.length);
    // Nothing is read for 800 ms, so who stamped what the program reads would be later than this by far.
    for (const [index, { t }] of [...data, { t: end?.t ?? Number.NaN }].entries()) {
      const late = t - (written[Math.min(index, written.length - 1)] ?? Number.NaN);
      assert.ok(late > 0 && late < 400, `piece ${index} came ${late} ms after it was written`);
    }
  });

  it('shares a connection, and waits for it when it is not up', async () => {
    server = await startHttp2Server(streamPieces2);
    const { exchanges } = await run(`
      const session = connect(origin);
      const ask = async () => {
        const stream = session.request(post);
        for (const piece of [body.slice(0, 5), Buffer.from(body.slice(5))]) stream.write(piece);
        stream.end();
        stream.resume();
        await closed(stream);
      };
      await Promise.all([ask(), ask()]);
      await ask();
      session.close();`);
    assert.deepEqual(
      exchanges.map(({ requestBody }) => bodyText(requestBody)),
      [body, body, body],
    );
    assert.deepEqual(
      exchanges.map(({ phases }) => phases.map(({ phase, reused }) => (reused ? 'reused' : phase))),
      [
        [...connecting, 'assigned', 'sent'],
        [...connecting, 'assigned', 'sent'],
        ['reused', 'sent'],
      ],
    );
  });

  it('over TLS has its handshake timed', async () => {
    server = await startHttp2Server(streamPieces2, { tls: true });
    const { phases } = await runOne(
      `const session = connect(origin);
       const stream = session.request(post);
       stream.end(body);
       stream.resume();
       await closed(stream);
       session.close();`,
      { env: trustEnvironment },
    );
    assert.deepEqual(
      phases.map(({ phase }) => phase),
      [...connecting, 'tlsDone', 'assigned', 'sent'],
    );
  });

  it('without bodies, or with trailers, is told whole', async () => {
    server = await startHttp2Server(async (stream) => {
      stream.additionalHeaders({ ':status': 103 });
      stream.respond({ ':status': 200 }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-checksum': '1' }));
      stream.end(answerPieces[0]);
    });
    const withTrailers = await runOne(`
      const session = connect(origin);
      const stream = session.request(post, { endStream: true });
      stream.resume();
      await closed(stream);
      session.close();`);
    assert.deepEqual(
      [bodyText(withTrailers.requestBody), bodyText(withTrailers.data)],
      ['', answerPieces[0]],
    );
    checkEnd(withTrailers, 'eof');
    assert.ok(withTrailers.steps.includes('sent'));
  });

  for (const version of [5, 6, 7, 8]) {
    it(`of version ${version} of undici is told once, as its request`, async () => {
      server = await startHttp2Server(streamPieces2, { tls: true });
      const { exchanges } = await runClient(
        `process.removeAllListeners('warning');
         const { Agent, fetch } = await import('${version === 7 ? 'undici' : `undici${version}`}');
         const dispatcher = new Agent({ allowH2: true });
         const ask = async () => (await fetch(url, { method: 'POST', body, dispatcher })).text();
         await ask();
         await ask();
         process.exit();`,
        server.url,
        { env: trustEnvironment, node: version === 8 ? (await installNode('24')).path : undefined },
      );
      assert.deepEqual(
        exchanges.map(({ request, requestBody, data, head, end }) => [
          request.transport,
          bodyText(requestBody),
          bodyText(data),
          head?.status,
          end?.how,
        ]),
        Array(2).fill(['undici', body, answerPieces.join(''), 200, 'eof']),
      );
      assert.deepEqual(
        exchanges.map(({ phases }) => phases.map(({ phase, reused }) => (reused ? 'reused' : phase))),
        [
          [...connecting, 'tlsDone', 'assigned', 'sent'],
          ['reused', 'sent'],
        ],
      );
    });
  }

  describe('ends', () => {
    /** Runs a request whose first piece is followed by `act`, with the stream and its session at hand. */
    const ending = (act: string, options = '') =>
      runOne(`
        const control = new AbortController();
        const session = connect(origin);
        session.on('error', () => {});
        const stream = session.request(post${options});
        stream.end(body);
        stream.once('data', () => { ${act} });
        await closed(stream);
        process.exit();`);

    const check = (exchange: SpooledExchange, how: 'abort' | 'error', code?: string) => {
      checkEnd(exchange, how, code);
      assert.equal(bodyText(exchange.data), answerPieces[0]);
    };

    for (const [way, act, code] of [
      ['closes the stream', 'stream.close(8);'],
      ['destroys the stream', 'stream.destroy();'],
      ['destroys the stream for a reason', 'stream.destroy(new TypeError());', 'TypeError'],
      ['destroys the session', 'session.destroy();'],
    ] as const) {
      it(`as aborted when the program ${way}`, async () => {
        server = await startHttp2Server(startsAnswer(() => {}));
        check(await ending(act), 'abort', code);
      });
    }

    it('as aborted when its signal fires', async () => {
      server = await startHttp2Server(startsAnswer(() => {}));
      check(await ending('control.abort();', ', { signal: control.signal }'), 'abort', 'ABORT_ERR');
    });

    for (const [what, rest, code] of [
      ['the server goes away', (stream) => stream.session?.goaway(2), 'ERR_HTTP2_SESSION_ERROR'],
      ['the connection breaks', (_stream, { connection }) => void connection.destroy(), 'ECONNRESET'],
    ] as const satisfies readonly (readonly [string, Http2Answer, string])[]) {
      it(`in an error when ${what}`, async () => {
        server = await startHttp2Server(startsAnswer(rest));
        check(await ending(''), 'error', code);
      });
    }

    it('in an error when the server resets the stream', async () => {
      for (const [code, name] of [
        [2, 'INTERNAL_ERROR'],
        [8, 'CANCEL'],
        [11, 'ENHANCE_YOUR_CALM'],
      ] as const) {
        server = await startResettingServer(code);
        check(await ending(''), 'error', name);
        server.close();
      }
    });

    it('well when the server says that it will go away and finishes what it has begun', async () => {
      server = await startHttp2Server(
        startsAnswer((stream) => {
          stream.session?.goaway(0);
          stream.end(answerPieces[1]);
        }),
      );
      const exchange = await ending('');
      checkEnd(exchange, 'eof');
      assert.equal(bodyText(exchange.data), answerPieces.slice(0, 2).join(''));
    });

    it('in an error when nobody listens', async () => {
      server = await startHttp2Server(streamPieces2);
      server.close();
      const exchange = await ending('');
      checkEnd(exchange, 'error', 'ECONNREFUSED');
      assert.ok(!exchange.steps.includes('tcpDone'));
    });
  });
});
