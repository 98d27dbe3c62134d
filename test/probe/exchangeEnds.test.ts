import assert from 'node:assert/strict';
import { checkEnd, runOneExchange } from './support/clients';
import { bodyText } from './support/spool';
import { answerPieces, startServer, streamPieces, type TestServer } from './support/startServer';
import { untilRead } from './support/untilRead';

describe('an exchange', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  describe('that the program gives up', () => {
    const ways: Readonly<Record<string, readonly [program: string, code: RegExp, reads: boolean]>> = {
      'by a signal, before the answer': [
        `await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(30) }).catch(() => {});`,
        // What the program gave as its reason is known once the request has a connection.
        /^(TimeoutError|AbortError)$/,
        false,
      ],
      'by a signal, in mid-stream': [
        `const control = new AbortController();
         const response = await fetch(url, { method: 'POST', body, signal: control.signal });
         try { for await (const _ of response.body) control.abort(); } catch {}`,
        /^AbortError$/,
        true,
      ],
      'by cancelling the reader': [
        `const response = await fetch(url, { method: 'POST', body });
         const reader = response.body.getReader();
         await reader.read();
         await reader.cancel();`,
        /^AbortError$/,
        true,
      ],
      'by destroying the response': [
        `await new Promise((resolve) => {
           http.request(url, { method: 'POST' }, (response) => {
             response.once('data', () => response.destroy()).on('close', resolve);
           }).end(body);
         });`,
        /^$/,
        true,
      ],
      'by destroying the request': [
        `await new Promise((resolve) => {
           const request = http.request(url, { method: 'POST' }, (response) => {
             response.once('data', () => request.destroy()).on('error', () => {}).on('close', resolve);
           });
           request.end(body);
         });`,
        /^$/,
        true,
      ],
      'by a time limit': [
        `await new Promise((resolve) => {
           http.request(url, { method: 'POST', timeout: 60 })
             .on('timeout', function () { this.destroy(new RangeError()); }).on('error', resolve).end(body);
         });`,
        /^RangeError$/,
        false,
      ],
      'by a signal, with http': [
        `const control = new AbortController();
         await new Promise((resolve) => {
           http.request(url, { method: 'POST', signal: control.signal }, (response) => {
             response.on('error', () => {}).once('data', () => control.abort());
           }).on('error', () => {}).on('close', resolve).end(body);
         });`,
        /^ABORT_ERR$/,
        true,
      ],
      'by leaving a loop': [
        `const { default: axios } = await import('axios');
         const { data } = await axios.post(url, body, { responseType: 'stream' });
         for await (const _ of data) break;`,
        /^$/,
        true,
      ],
    };
    for (const [way, [program, code, reads]] of Object.entries(ways)) {
      it(`${way} ends as aborted`, async () => {
        server = await startServer(async (_request, response) => {
          if (reads) response.write(answerPieces[0]);
        });
        const exchange = await runOneExchange(program, server.url);
        assert.equal(exchange.end?.how, 'abort');
        assert.match(exchange.end.code ?? '', code);
        assert.equal(bodyText(exchange.data), reads ? answerPieces[0] : '');
      });
    }
  });

  describe('that breaks', () => {
    const safeFetch = `await fetch(url, { method: 'POST', body }).then((response) => response.text()).catch(() => {});`;
    const safeRequest = `await new Promise((resolve) => {
      http.request(url, { method: 'POST' }, (response) => response.on('error', resolve).on('end', resolve).resume())
        .on('error', resolve).end(body);
    });`;

    it('in mid-stream ends in an error, with all bytes that came', async () => {
      server = await startServer(async (request, response) => {
        response.write(answerPieces[0]);
        await untilRead(request.socket);
        response.destroy();
      });
      for (const [program, code] of [
        [safeFetch, 'UND_ERR_SOCKET'],
        [safeRequest, 'ECONNRESET'],
        // This client puts an `emit` of its own into the request's place.
        [
          `await (await import('got11')).default.post(url, { body, retry: 0 }).catch(() => {});`,
          'ECONNRESET',
        ],
      ] as const) {
        const exchange = await runOneExchange(program, server.url);
        checkEnd(exchange, 'error', code);
        assert.equal(bodyText(exchange.data), answerPieces[0]);
      }
    });

    it('before the answer ends in an error', async () => {
      server = await startServer((_request, response) => void response.destroy());
      checkEnd(await runOneExchange(safeFetch, server.url), 'error', 'UND_ERR_SOCKET');
      checkEnd(await runOneExchange(safeRequest, server.url), 'error', 'ECONNRESET');
    });

    it('because nobody listens ends in an error without a connection', async () => {
      server = await startServer(streamPieces);
      const { url } = server;
      server.close();
      for (const program of [safeFetch, safeRequest]) {
        const exchange = await runOneExchange(program, url.replace('localhost', '127.0.0.1'));
        checkEnd(exchange, 'error', 'ECONNREFUSED');
        assert.ok(!exchange.steps.includes('tcpDone'));
      }
    });
  });
});
