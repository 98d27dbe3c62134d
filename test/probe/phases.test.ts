import assert from 'node:assert/strict';
import { runClient, runOneExchange } from './support/clients';
import type { SpooledExchange } from './support/spool';
import { startProxy } from './support/startProxy';
import { startServer, streamPieces, type TestServer, trustEnvironment } from './support/startServer';

/** A request by http, and by undici, with what is particular about it. */
const imports = `
  const post = (options) => new Promise((resolve, reject) => {
    http.request(url, { method: 'POST', ...options }, (response) => response.resume().on('end', resolve))
      .on('error', reject).end(body);
  });
  const fetched = async (dispatcher) => {
    const { fetch } = await import('undici');
    await (await fetch(url, { method: 'POST', body, dispatcher })).text();
  };
`;

type Step = SpooledExchange['phases'][number]['phase'];

function at({ phases }: SpooledExchange, step: Step): number {
  const t = phases.find(({ phase }) => phase === step)?.t;
  assert.ok(t !== undefined, `${step} is told`);
  return t;
}

function connectsItself(exchange: SpooledExchange): boolean {
  return exchange.steps.includes('connectStart');
}

function lastPieceAt({ data }: SpooledExchange): number {
  return data.at(-1)?.t ?? Number.NaN;
}

describe('the way of a request to its connection', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  const run = async (program: string, options = {}) => {
    const { exchanges } = await runClient(imports + program, server?.url ?? '', options);
    return exchanges.toSorted((a, b) => a.request.t - b.request.t);
  };

  describe('is a wait for another request', () => {
    const ways: Readonly<Record<string, string>> = {
      'when its agent may not open more': `
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        await Promise.all([post({ agent }), post({ agent })]);
        agent.destroy();`,
      'when its dispatcher may not open more': `
        const { Agent } = await import('undici');
        const agent = new Agent({ connections: 1 });
        await Promise.all([fetched(agent), fetched(agent)]);`,
    };
    for (const [way, program] of Object.entries(ways)) {
      it(`${way}, and no connecting of its own`, async () => {
        server = await startServer(streamPieces);
        const [first, second] = (await run(program)) as [SpooledExchange, SpooledExchange];
        assert.ok(connectsItself(first));
        assert.ok(!connectsItself(second));
        assert.ok(second.request.t < at(first, 'assigned'), 'it began to wait at once');
        assert.ok(at(second, 'assigned') >= lastPieceAt(first), 'it waited for the first');
      });
    }

    it('and then connecting, when the other took the connection with it', async () => {
      server = await startServer((request, response) => {
        response.setHeader('connection', 'close');
        return streamPieces(request, response);
      });
      const [first, second] = (await run(ways['when its agent may not open more'] as string)) as [
        SpooledExchange,
        SpooledExchange,
      ];
      assert.ok(second.request.t < at(first, 'assigned'));
      assert.ok(at(second, 'connectStart') >= lastPieceAt(first), 'it connected when it was its turn');
      assert.ok(at(second, 'connectStart') < at(second, 'assigned'));
    });
  });

  describe('is told in its parts', () => {
    const slowLookup = `(_host, options, done) => setTimeout(
      () => options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4), 120)`;

    for (const [client, program] of [
      ['http', `await post({ agent: false, lookup: ${slowLookup} });`],
      [
        'undici',
        `const { Agent } = await import('undici'); await fetched(new Agent({ connect: { lookup: ${slowLookup} } }));`,
      ],
    ] as const) {
      it(`when the name takes its time, by ${client}`, async () => {
        server = await startServer(streamPieces);
        const [exchange] = (await run(program)) as [SpooledExchange];
        const lookup = at(exchange, 'dnsDone') - at(exchange, 'connectStart');
        assert.ok(lookup > 115, `the name took ${lookup} ms`);
        assert.ok(at(exchange, 'tcpDone') >= at(exchange, 'dnsDone'));
        assert.ok(at(exchange, 'assigned') >= at(exchange, 'tcpDone'));
      });
    }

    it('when the first of its addresses does not answer', async () => {
      server = await startServer(streamPieces);
      const addresses = `['127.0.0.9', '::1', '127.0.0.1'].map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))`;
      const [exchange] = (await run(
        `await post({ agent: false, autoSelectFamily: true, lookup: (_host, _options, done) => done(null, ${addresses}) });`,
      )) as [SpooledExchange];
      const steps = ['connectStart', 'dnsDone', 'tcpDone', 'assigned', 'sent'];
      assert.deepEqual(
        exchange.phases.map(({ phase }) => phase),
        steps,
      );
      assert.equal(exchange.end?.how, 'eof');
    });

    it('when it goes through a tunnel', async () => {
      server = await startServer(streamPieces, { tls: true });
      const proxy = await startProxy();
      const program = (client: string) =>
        runOneExchange(imports + client, server?.url ?? '', {
          env: { ...trustEnvironment, PROXY: proxy.url },
        });
      const exchanges = [
        await program(`
          const { default: https } = await import('node:https');
          const { HttpsProxyAgent } = await import('https-proxy-agent');
          const agent = new HttpsProxyAgent(process.env.PROXY);
          await new Promise((resolve) => {
            https.request(url, { method: 'POST', agent }, (response) => response.resume().on('end', resolve)).end(body);
          });`),
        await program(`
          const { ProxyAgent } = await import('undici');
          await fetched(new ProxyAgent(process.env.PROXY));`),
      ];
      proxy.close();
      for (const exchange of exchanges) {
        assert.equal(exchange.request.url, server.url);
        assert.ok(at(exchange, 'connectStart') <= at(exchange, 'dnsDone'));
        assert.ok(at(exchange, 'tcpDone') <= at(exchange, 'assigned'));
        assert.equal(exchange.phases.find(({ phase }) => phase === 'assigned')?.reused, false);
      }
      const [byHttps] = exchanges as [SpooledExchange];
      assert.ok(at(byHttps, 'tcpDone') < at(byHttps, 'tlsDone'));
    });
  });

  it('is no connecting when the connection was up before', async () => {
    server = await startServer(streamPieces);
    const [exchange] = (await run(`
      const { hostname, port } = new URL(url);
      const socket = net.connect(port, hostname);
      await new Promise((resolve) => socket.on('connect', resolve));
      await sleep(50);
      await post({ createConnection: () => socket });`)) as [SpooledExchange];
    assert.deepEqual(
      exchange.phases.map(({ phase, reused }) => [phase, reused]),
      [
        ['assigned', false],
        ['sent', undefined],
      ],
    );
  });

  it('starts anew when a connection that was kept turns out to be dead', async () => {
    let answers = 0;
    server = await startServer((request, response) => {
      answers++;
      if (answers === 2) request.socket.destroy();
      else return streamPieces(request, response);
    });
    const [, dead, again] = (await run(`
      const { default: got } = await import('got');
      const agent = { http: new http.Agent({ keepAlive: true }) };
      const retry = { limit: 1, methods: ['POST'], calculateDelay: ({ computedValue }) => computedValue && 1 };
      for (let i = 0; i < 2; i++) {
        await got.post(url, { body, agent, retry });
        await sleep(20);
      }
      agent.http.destroy();`)) as [SpooledExchange, SpooledExchange, SpooledExchange];
    assert.deepEqual([dead.end?.how, dead.end?.code], ['error', 'ECONNRESET']);
    assert.ok(!connectsItself(dead));
    assert.ok(connectsItself(again));
    assert.equal(again.end?.how, 'eof');
    assert.ok(again.request.t >= (dead.end?.t ?? Number.NaN));
  });
});
