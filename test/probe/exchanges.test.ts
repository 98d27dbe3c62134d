import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { aFewAtATime } from './support/aFewAtATime';
import { body, type Client, checkEnd, clients, runClient, runOneExchange } from './support/clients';
import { placeOf } from './support/markers';
import { bodyText, type SpooledExchange } from './support/spool';
import {
  answerPieces,
  startServer,
  streamPieces,
  type TestServer,
  trustEnvironment,
} from './support/startServer';
import { workIn } from './support/workIn';

const answer = answerPieces.join('');

/** Steps of opening a connection, in order. */
const connecting = ['connectStart', 'dnsDone', 'tcpDone'];

function hrtimeMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

describe('an exchange', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  /** Has something done with several clients at once, a process each. */
  async function forEach<Name extends keyof typeof clients>(
    names: readonly Name[],
    look: (client: Name, server: TestServer) => Promise<void>,
  ): Promise<void> {
    const started = server ?? assert.fail('no server');
    await Promise.all(names.map((name) => look(name, started)));
  }

  /** Where all clients have posted, and what was told of it. */
  let address: string;
  let told: ReadonlyMap<Client, Promise<SpooledExchange>>;
  before(async function () {
    this.timeout(120_000);
    const { url, close } = await startServer(streamPieces);
    told = await aFewAtATime(Object.values<Client>(clients), ({ program }) => runOneExchange(program, url));
    address = url;
    close();
  });

  for (const [name, client] of Object.entries<Client>(clients)) {
    it(`of ${name} is told whole`, async () => {
      const exchange = (await told.get(client)) ?? assert.fail('it was not run');
      const { request, requestBody, head, data, steps } = exchange;
      assert.deepEqual([request.method, request.url, request.transport], ['POST', address, client.transport]);
      assert.equal(bodyText(requestBody), body);
      assert.deepEqual([head?.status, head?.headers['content-type']], [200, 'text/event-stream']);
      assert.equal(bodyText(data), answerPieces.join(''));
      assert.ok(data.length > 1, 'the pieces came one by one');
      checkEnd(exchange, 'eof');
      const due = [...connecting, 'assigned', 'sent', 'head', 'data', 'end'];
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
    const { request, phases, head, data, end } = await runOneExchange(clients.fetch.program, server.url);
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
    await forEach(['fetch', 'got', 'undiciRequest'], async (client, { url }) => {
      const { phases } = await runOneExchange(clients[client].program, url, { env: trustEnvironment });
      const named = phases.map(({ phase }) => phase);
      assert.deepEqual(named, [...connecting, 'tlsDone', 'assigned', 'sent'], client);
    });
  });

  it('says whether its connection had served before', async () => {
    server = await startServer(streamPieces);
    await forEach(['fetch', 'http', 'undiciRequest', 'got'], async (client, { url }) => {
      const program = `for (let i = 0; i < 2; i++) { ${clients[client].program} await sleep(20); }`;
      const { exchanges } = await runClient(
        `http.globalAgent = new http.Agent({ keepAlive: true });${program}`,
        url,
      );
      const reused = exchanges.map(({ phases }) => phases.find(({ phase }) => phase === 'assigned')?.reused);
      assert.deepEqual(reused, [false, true], client);
      const [, second] = exchanges;
      assert.ok(second && !second.steps.includes('connectStart'), client);
    });
  });

  it('keeps the bytes as they came when they are compressed', async () => {
    server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(answer));
    });
    await forEach(['fetch', 'axios'], async (client, { url }) => {
      const exchange = await runOneExchange(clients[client].program, url);
      const bytes = Buffer.concat(exchange.data.map(({ b64 }) => Buffer.from(b64, 'base64')));
      assert.equal(gunzipSync(bytes).toString(), answer);
      assert.equal(exchange.head?.headers['content-encoding'], 'gzip');
    });
  });

  it('that is redirected is followed by another, of the same line', async () => {
    server = await startServer((request, response) => {
      if (request.url?.startsWith('/moved')) return streamPieces(request, response);
      response.writeHead(307, { location: `/moved${request.url}` }).end();
    });
    await forEach(['fetch', 'axios', 'followRedirects', 'got'], async (client, { url, origin }) => {
      const { exchanges } = await runClient(clients[client].program, url);
      assert.deepEqual(
        exchanges.map(({ head, request, requestBody }) => [head?.status, request.url, bodyText(requestBody)]),
        [
          [307, url, body],
          [200, `${origin}/moved/v1/chat/completions`, body],
        ],
        client,
      );
      const [site, next] = await Promise.all(exchanges.map(placeOf));
      assert.equal(next?.place, site?.place, client);
    });
  });

  it('that waits for leave to send its body is told with the body, and without what gave it leave', async () => {
    server = await startServer(streamPieces);
    const exchange = await runOneExchange(
      `await new Promise((resolve) => {
         const headers = { expect: '100-continue', 'content-length': body.length };
         http.request(url, { method: 'POST', headers }, (response) => response.resume().on('end', resolve))
           .on('continue', function () { setTimeout(() => this.end(body), 50); })
           .flushHeaders();
       });`,
      server.url,
    );
    assert.equal(bodyText(exchange.requestBody), body);
    assert.equal(exchange.head?.status, 200);
    const [assigned, sent] = ['assigned', 'sent'].map(
      (step) => exchange.phases.find(({ phase }) => phase === step)?.t,
    );
    assert.ok((sent ?? 0) - (assigned ?? 0) > 45, 'sent when the body was');
  });

  it('may have an answer without a body, or with trailers', async () => {
    server = await startServer((request, response) => {
      if (request.url?.includes('empty')) return void response.writeHead(204).end();
      response.writeHead(200, { trailer: 'x-checksum' });
      response.write(answerPieces[0]);
      response.addTrailers({ 'x-checksum': '1' });
      response.end();
    });
    await forEach(['fetch', 'http'], async (client, { url, origin }) => {
      const empty = await runOneExchange(clients[client].program, `${origin}/empty/v1/chat/completions`);
      checkEnd(empty, 'eof');
      assert.deepEqual([empty.head?.status, empty.data.length], [204, 0]);
      const withTrailers = await runOneExchange(clients[client].program, url);
      checkEnd(withTrailers, 'eof');
      assert.equal(bodyText(withTrailers.data), answerPieces[0]);
    });
  });

  it('that is no model call is told as other work, its origin once', async () => {
    server = await startServer((_request, response) => void response.end('{}'));
    const program = `
      for (const path of ['/v1/models', '/s3cret/path?s3cret=s3cret', '/v1/models']) await (await fetch(new URL(path, url))).text();
      await new Promise((resolve) => http.get(new URL('/other', url), (response) => response.resume().on('end', resolve)));`;
    const { exchanges, others, text, threads } = await runClient(program, server.url);
    assert.deepEqual(exchanges, []);
    assert.deepEqual(
      others.map(({ origin }) => origin),
      [server.origin],
    );
    const work = (await workIn({ threads })).filter(({ kind }) => kind === 'http');
    const { host } = new URL(server.origin);
    assert.deepEqual(
      work.map(({ name, end }) => [name, end]),
      ['/v1/models', '/*/path', '/v1/models', '/other'].map((path) => [`GET ${host}${path}`, 'done 200']),
    );
    assert.ok(!text.includes('s3cret'));
  });
});
