import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Transport } from '../../src/protocol/probeRecords';
import { type ProgramOptions, runSource } from './support/runProgram';
import { bodyText, type Spool, type SpooledExchange } from './support/spool';
import {
  answerPieces,
  startServer,
  streamPieces,
  type TestServer,
  trustEnvironment,
} from './support/startServer';

const body = JSON.stringify({ model: 'm', stream: true });
const answer = answerPieces.join('');

/** Steps of opening a connection, in order. */
const connecting = ['connectStart', 'dnsDone', 'tcpDone'];

interface Client {
  readonly transport: Transport;
  /** Posts `body` to `url` and reads the answer to its end. */
  readonly program: string;
  /** The connection is opened before anything tells that a request will use it. */
  readonly opensUnseen?: boolean;
}

const clients = {
  fetch: { transport: 'undici', program: `await (await fetch(url, { method: 'POST', body })).text();` },
  fetchStreamed: {
    transport: 'undici',
    program: `
      const stream = new Blob([body]).stream();
      await (await fetch(url, { method: 'POST', body: stream, duplex: 'half' })).text();`,
  },
  http: {
    transport: 'http',
    program: `
      await new Promise((resolve) => {
        http.request(url, { method: 'POST' }, (response) => response.resume().on('end', resolve)).end(body);
      });`,
  },
  httpNamedImport: {
    transport: 'http',
    program: `
      await new Promise((resolve) => {
        namedRequest(url, { method: 'POST' }, (response) => response.resume().on('end', resolve)).end(body);
      });`,
  },
  httpPiped: {
    transport: 'http',
    program: `
      await new Promise((resolve) => {
        const request = http.request(url, { method: 'POST' }, (response) => response.resume().on('end', resolve));
        Readable.from([body.slice(0, 5), body.slice(5)]).pipe(request);
      });`,
  },
  httpWithoutAgent: {
    transport: 'http',
    program: `
      await new Promise((resolve) => {
        const createConnection = ({ host, port }) => net.connect(port, host);
        const options = { method: 'POST', agent: null, createConnection };
        http.request(url, options, (response) => response.resume().on('end', resolve)).end(body);
      });`,
    opensUnseen: true,
  },
  undiciRequest: {
    transport: 'undici',
    program: `
      const { request } = await import('undici');
      await (await request(url, { method: 'POST', body })).body.text();`,
  },
  undiciFetch: {
    transport: 'undici',
    program: `
      const undici = await import('undici');
      await (await undici.fetch(url, { method: 'POST', body })).text();`,
  },
  axios: {
    transport: 'http',
    program: `
      const { default: axios } = await import('axios');
      await axios.post(url, body);`,
  },
  got: {
    transport: 'http',
    program: `
      const { default: got } = await import('got');
      await got.post(url, { body });`,
  },
  nodeFetch: {
    transport: 'http',
    program: `
      const { default: nodeFetch } = await import('node-fetch');
      await (await nodeFetch(url, { method: 'POST', body })).text();`,
  },
  superagent: {
    transport: 'http',
    program: `
      const { default: superagent } = await import('superagent');
      await superagent.post(url).send(body).buffer(true).parse(superagent.parse.text);`,
  },
} satisfies Readonly<Record<string, Client>>;

const imports = `
  import http, { request as namedRequest } from 'node:http';
  import net from 'node:net';
  import { Readable } from 'node:stream';
  import { setTimeout as sleep } from 'node:timers/promises';
  const { TEST_URL: url } = process.env;
  const body = ${JSON.stringify(body)};
`;

function hrtimeMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

describe('an exchange', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  async function run(program: string, url: string, options: ProgramOptions = {}): Promise<Spool> {
    const env = { ...options.env, TEST_URL: url };
    const { exitCode, stderr, spool } = await runSource(imports + program, { ...options, env });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    assert.deepEqual(spool.losses, []);
    return spool;
  }

  async function runOne(
    program: string,
    url: string,
    options: ProgramOptions = {},
  ): Promise<SpooledExchange> {
    const { exchanges } = await run(program, url, options);
    assert.equal(exchanges.length, 1);
    return exchanges[0] as SpooledExchange;
  }

  function check(exchange: SpooledExchange, how: 'eof' | 'abort' | 'error', code?: string): void {
    assert.deepEqual([exchange.end?.how, exchange.end?.code], [how, code]);
  }

  for (const [name, client] of Object.entries<Client>(clients)) {
    it(`of ${name} is told whole`, async () => {
      server = await startServer(streamPieces);
      const exchange = await runOne(client.program, server.url);
      const { request, requestBody, head, data, steps } = exchange;
      assert.deepEqual(
        [request.method, request.url, request.transport],
        ['POST', server.url, client.transport],
      );
      assert.equal(bodyText(requestBody), body);
      assert.deepEqual([head?.status, head?.headers['content-type']], [200, 'text/event-stream']);
      assert.equal(bodyText(data), answerPieces.join(''));
      assert.ok(data.length > 1, 'the pieces came one by one');
      check(exchange, 'eof');
      const due = [...(client.opensUnseen ? [] : connecting), 'assigned', 'sent', 'head', 'data', 'end'];
      assert.deepEqual(
        due.filter((step) => !steps.includes(step)),
        [],
      );
    });
  }

  it('has its steps in order, and its pieces after they were written, by the clock that all processes share', async () => {
    const written: number[] = [];
    server = await startServer(async (_request, response) => {
      for (const piece of answerPieces) {
        written.push(hrtimeMs());
        response.write(piece);
        await sleep(25);
      }
      response.end();
    });
    const { request, phases, head, data, end } = await runOne(clients.fetch.program, server.url);
    const at = (name: string) => phases.find(({ phase }) => phase === name)?.t;
    const times = [
      request.t,
      ...['connectStart', 'dnsDone', 'tcpDone', 'assigned', 'sent'].map(at),
      head?.t,
      ...data.map(({ t }) => t),
      end?.t,
    ] as number[];
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    // Pieces in between may share a read when the machine is busy; the first and the last can't come before their time.
    for (const [name, late] of [
      ['first', (data[0]?.t ?? 0) - (written[0] ?? 0)],
      ['last', (data.at(-1)?.t ?? 0) - (written.at(-1) ?? 0)],
    ] as const) {
      assert.ok(late > 0 && late < 1000, `the ${name} piece came ${late} ms after it was written`);
    }
  });

  it('over TLS has its handshake timed', async () => {
    server = await startServer(streamPieces, { tls: true });
    for (const client of ['fetch', 'got', 'undiciRequest'] as const) {
      const { phases } = await runOne(clients[client].program, server.url, { env: trustEnvironment });
      const named = phases.map(({ phase }) => phase);
      assert.deepEqual(named, [...connecting, 'tlsDone', 'assigned', 'sent'], client);
    }
  });

  it('says whether its connection had served before', async () => {
    server = await startServer(streamPieces);
    for (const client of ['fetch', 'http', 'undiciRequest', 'got'] as const) {
      const program = `for (let i = 0; i < 2; i++) { ${clients[client].program} await sleep(20); }`;
      const { exchanges } = await run(
        `http.globalAgent = new http.Agent({ keepAlive: true });${program}`,
        server.url,
      );
      const reused = exchanges.map(({ phases }) => phases.find(({ phase }) => phase === 'assigned')?.reused);
      assert.deepEqual(reused, [false, true], client);
      const [, second] = exchanges;
      assert.ok(second && !second.steps.includes('connectStart'), client);
    }
  });

  it('keeps the bytes as they came when they are compressed', async () => {
    server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(answer));
    });
    for (const client of ['fetch', 'axios'] as const) {
      const exchange = await runOne(clients[client].program, server.url);
      const bytes = Buffer.concat(exchange.data.map(({ b64 }) => Buffer.from(b64, 'base64')));
      assert.equal(gunzipSync(bytes).toString(), answer);
      assert.equal(exchange.head?.headers['content-encoding'], 'gzip');
    }
  });

  it('that is redirected is followed by another', async () => {
    let left = 1;
    server = await startServer((request, response) => {
      if (left-- > 0) response.writeHead(307, { location: `/moved${request.url}` }).end();
      else return streamPieces(request, response);
    });
    const { exchanges } = await run(clients.fetch.program, server.url);
    assert.deepEqual(
      exchanges.map(({ head, request }) => [head?.status, request.url]),
      [
        [307, server.url],
        [200, `${server.origin}/moved/v1/chat/completions`],
      ],
    );
    const places = exchanges.map(({ request }) => request.frames.map(({ line, column }) => [line, column]));
    assert.deepEqual(places[0], places[1]);
  });

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
        const exchange = await runOne(`${program} setTimeout(() => process.exit(), 50);`, server.url);
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
      server = await startServer((_request, response) => {
        response.write(answerPieces[0]);
        setTimeout(() => response.destroy(), 20);
      });
      for (const [program, code] of [
        [safeFetch, 'UND_ERR_SOCKET'],
        [safeRequest, 'ECONNRESET'],
      ] as const) {
        const exchange = await runOne(program, server.url);
        check(exchange, 'error', code);
        assert.equal(bodyText(exchange.data), answerPieces[0]);
      }
    });

    it('before the answer ends in an error', async () => {
      server = await startServer((_request, response) => void response.destroy());
      check(await runOne(safeFetch, server.url), 'error', 'UND_ERR_SOCKET');
      check(await runOne(safeRequest, server.url), 'error', 'ECONNRESET');
    });

    it('because nobody listens ends in an error without a connection', async () => {
      server = await startServer(streamPieces);
      const { url } = server;
      server.close();
      for (const program of [safeFetch, safeRequest]) {
        const exchange = await runOne(program, url.replace('localhost', '127.0.0.1'));
        check(exchange, 'error', 'ECONNREFUSED');
        assert.ok(!exchange.steps.includes('tcpDone'));
      }
    });
  });

  it('that is no model call is told as its origin alone, once', async () => {
    server = await startServer((_request, response) => void response.end('{}'));
    const program = `
      for (const path of ['/v1/models', '/secret-path', '/v1/models']) await (await fetch(new URL(path, url))).text();
      await new Promise((resolve) => http.get(new URL('/other', url), (response) => response.resume().on('end', resolve)));`;
    const { exchanges, others, text } = await run(program, server.url);
    assert.deepEqual(exchanges, []);
    assert.deepEqual(
      others.map(({ origin }) => origin),
      [server.origin],
    );
    assert.ok(!text.includes('secret-path'));
  });
});
