import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Attempt } from '../../src/model/attempt';
import { EventFlag } from '../../src/model/streamEvent';
import type { DataRecord } from '../../src/protocol/probeRecords';
import type { Behaviour, SimulatedRequest } from '../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { buildAttempts } from './support/attempts';
import { claimedMark, misplaced, placeOf } from './support/markers';
import { fixture, runProgram, runSource } from './support/runProgram';
import { bodyText, type Spool, type SpooledExchange } from './support/spool';
import { trustEnvironment } from './support/startServer';
import { startTlsFront, type TlsFront } from './support/startTlsFront';

const words = 'one two three four five six';

/** Far enough apart to arrive one by one. */
function answer({ system, firstUserText }: SimulatedRequest): Behaviour {
  const isCancelled = system.includes('cell:cancelled');
  const output = isCancelled ? [{ text: words.repeat(100) }] : [{ text: words }];
  if (firstUserText === 'cell:tool')
    return { output: [{ toolCall: { name: 'look', arguments: { at: 1 } } }] };
  return { firstTokenAfterMs: 30, tokenEveryMs: 10, output };
}

/** Clients that this version of Node can run. */
const clients = ['ws', 'ws7', 'undici', ...('WebSocket' in globalThis ? ['builtIn'] : [])];

/** Takes any WebSocket, and sends these bytes to who has said something. */
async function startDamagingServer(bytes: Buffer): Promise<{ readonly url: string; close(): void }> {
  const server = createServer().on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}\r\n` +
        'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
    );
    socket
      .on('error', () => {})
      .once('data', () => {
        // What the client says then is that it goes.
        socket.once('data', () => socket.destroy()).write(bytes);
      });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/responses`;
  return { url, close: () => server.close() };
}

function linesOf(record: DataRecord): string[] {
  return bodyText([record]).split('\n').slice(0, -1);
}

describe('a WebSocket', () => {
  let simulator: Simulator;
  let front: TlsFront;
  const start = async (compressMessages = false) => {
    simulator = await startSimulator({ respond: answer, compressMessages });
    front = await startTlsFront(simulator.port);
  };
  afterEach(async () => {
    await simulator.close();
    front.close();
  });

  async function run(program: string, args: readonly string[] = []): Promise<Spool> {
    const env = {
      ...trustEnvironment,
      OPENAI_BASE_URL: `https://localhost:${front.port}/v1`,
      TEST_SOCKET_URL: simulator.url.replace('http', 'ws'),
    };
    const { exitCode, stderr, spool } = await runProgram(fixture('sockets', program), { env, args });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    assert.deepEqual(spool.losses, []);
    return spool;
  }

  for (const client of clients) {
    it(`of ${client} is parted into its responses, each at the line that sent for it`, async () => {
      await start();
      const spool = await run('rawClients.mjs', [client]);
      const { exchanges } = spool;
      assert.deepEqual(exchanges.map(claimedMark), ['opened', 'helper', 'laneA', 'laneB', 'long']);
      assert.deepEqual(await misplaced(exchanges, fixture('sockets', 'rawClients.mjs')), []);
      for (const exchange of exchanges) assert.equal((await placeOf(exchange)).how, 'sync high');
      for (const attempt of buildAttempts(spool)) checkAnswer(attempt);
      checkMoments(exchanges);
    });

    it(`of ${client} that compresses is read, and no line is called certain that is not`, async () => {
      await start(true);
      const spool = await run('rawClients.mjs', [client]);
      assert.deepEqual(spool.exchanges.map(claimedMark), ['opened', 'helper', 'laneA', 'laneB', 'long']);
      for (const attempt of buildAttempts(spool)) checkAnswer(attempt);
      const uncertain = await misplaced(spool.exchanges, fixture('sockets', 'rawClients.mjs'));
      assert.deepEqual(
        uncertain.filter((text) => !text.includes(' low)')),
        [],
      );
    });
  }

  it('is opened for its first response, and used again for the others', async () => {
    await start();
    const { exchanges } = await run('rawClients.mjs', ['ws']);
    const phases = exchanges.map((exchange) => exchange.phases.map(({ phase }) => phase).join(' '));
    assert.deepEqual(phases, [
      'connectStart dnsDone tcpDone assigned sent',
      ...Array.from({ length: 4 }, () => 'assigned sent'),
    ]);
    const reused = exchanges.map(({ phases }) => phases.find(({ phase }) => phase === 'assigned')?.reused);
    assert.deepEqual(reused, [false, true, true, true, true]);
    const [first] = exchanges;
    const opened = first?.phases.find(({ phase }) => phase === 'tcpDone')?.t ?? Number.NaN;
    assert.ok(
      opened < (first?.request.t ?? 0),
      'the request began when it was sent, not with the connection',
    );
  });

  it('of the OpenAI SDK is followed in Responses and in Realtime', async () => {
    await start();
    const spool = await run('openaiClients.mjs');
    const asked = spool.exchanges.filter(({ requestBody }) => requestBody.length > 0);
    const marks = ['responses', 'responses', 'early', 'turn', 'turn', 'cancelled'];
    assert.deepEqual(asked.map(claimedMark), marks);
    assert.deepEqual(await misplaced(asked, fixture('sockets', 'openaiClients.mjs')), []);
    for (const exchange of asked) {
      const certain = claimedMark(exchange) !== 'early';
      assert.equal((await placeOf(exchange)).how, certain ? 'sync high' : 'stale low');
    }
    const attempts = buildAttempts(spool);
    assert.deepEqual(
      attempts.map(({ style, request, outcome }) => `${style} ${request.model} ${outcome}`),
      [
        'openai.responses.ws gpt-x complete',
        'openai.responses.ws gpt-x complete',
        'openai.responses.ws gpt-x complete',
        'openai.realtime.ws gpt-realtime complete',
        'openai.realtime.ws gpt-realtime complete',
        'openai.realtime.ws gpt-realtime cancelled',
        'openai.realtime.ws gpt-realtime complete',
      ],
    );
    for (const attempt of attempts) if (attempt.outcome === 'complete') checkAnswer(attempt);
    checkMoments(asked.slice(0, 5));
  });

  it('keeps credentials to itself, and what belongs to no response', async () => {
    await start();
    const { text, exchanges } = await run('openaiClients.mjs');
    assert.ok(exchanges.length > 0);
    assert.ok(!text.includes('sk-very-secret'));
    const written = exchanges.map(({ data, requestBody }) => bodyText([...requestBody, ...data])).join('');
    assert.ok(written.includes('response.created') && written.includes('cell:turn'));
    for (const type of ['session.created', 'conversation.item', 'input_audio_buffer', 'sk-very-secret']) {
      assert.ok(!written.includes(type), type);
    }
  });

  it('shows a response that the server began by itself from the end of what was spoken', async () => {
    await start();
    const spool = await run('openaiClients.mjs');
    const spoken = spool.exchanges.at(-1) as SpooledExchange;
    assert.deepEqual(spoken.requestBody, []);
    const logged = simulator.log.requests.at(-1);
    // The simulator tells of the silence right before it opens its log; on a busy machine either may be held up.
    const late = spoken.request.t - (logged?.receivedAt ?? 0);
    assert.ok(Math.abs(late) < 1000, `${late}`);
    assert.ok(spoken.request.t < (spoken.data[0]?.t ?? 0));
    const { how } = await placeOf(spoken);
    assert.match(how, / low$/);
  });

  for (const [kind, bytes] of Object.entries({ 'compressed messages': 'c105ffffffffff', frames: '9100' })) {
    it(`whose ${kind} are damaged is told as that, and the program as without the probe`, async () => {
      await start();
      const server = await startDamagingServer(Buffer.from(bytes, 'hex'));
      const source = `
        import WebSocket from 'ws';
        const socket = new WebSocket(${JSON.stringify(server.url)});
        socket.on('open', () => socket.send(JSON.stringify({ type: 'response.create', model: 'm' })));
        // Async hooks of any kind have the platform add a frame at the bottom of what it calls.
        const isOwn = (line) => !line.includes('callbackTrampoline');
        socket.on('error', ({ stack }) =>
          console.log(stack.replace(/:\\d+:\\d+/g, '').split('\\n').filter(isOwn).slice(0, 8)));
        socket.on('close', (code) => console.log('closed', code));`;
      const [without, withProbe] = [await runSource(source, { probe: false }), await runSource(source)];
      server.close();
      assert.match(without.stdout, /closed 1006/);
      assert.equal(withProbe.stdout, without.stdout);
      assert.equal(withProbe.stderr, without.stderr);
      const { exchanges, losses } = withProbe.spool;
      assert.deepEqual(
        losses.map(({ what, detail }) => [what, detail]),
        [['damaged', undefined]],
      );
      assert.deepEqual(
        exchanges.map(({ end }) => end?.how),
        ['error'],
      );
    });
  }

  it('that is no dialogue with a model is let go, without a trace on its connection', async () => {
    await start();
    const { exitCode, stdout, spool } = await runSource(
      `import { once } from 'node:events';
       import { WebSocket } from 'ws';
       const own = () => [...observed(ws._socket), ...observed(ws._socket._handle)].join();
       const observed = (object) => Object.getOwnPropertyNames(object).filter((name) => names.includes(name));
       const names = ['push', 'emit', 'write', 'end', '_destroy', 'writeBuffer', 'writev', 'shutdown'];
       const ws = new WebSocket(${JSON.stringify(`${simulator.url.replace('http', 'ws')}/v1/feed`)});
       await once(ws, 'open');
       console.log(own());
       for (let i = 0; i < 20; i++) ws.send('{"type":"chat"}');
       console.log(own());
       ws.close();`,
    );
    assert.equal(exitCode, 0);
    assert.deepEqual(stdout.split('\n'), [
      'write,end,_destroy,push,emit,writeBuffer,writev,shutdown',
      '',
      '',
    ]);
    assert.deepEqual([spool.exchanges, spool.losses], [[], []]);
  });

  for (const client of ['ws', 'undici']) {
    it(`of ${client} and its connection are for the program as they are without the probe`, async () => {
      await start();
      const file = fixture('sockets', 'polite.mjs');
      const args = [client, simulator.url.replace('http', 'ws')];
      const [without, withProbe] = await Promise.all([
        runProgram(file, { args, probe: false }),
        runProgram(file, { args }),
      ]);
      assert.equal(without.stderr, '');
      assert.match(without.stdout, /^closed: /m);
      assert.equal(withProbe.stdout, without.stdout);
      assert.equal(withProbe.stderr, without.stderr);
      assert.deepEqual([withProbe.exitCode, without.exitCode], [0, 0]);
      assert.ok(withProbe.spool.exchanges.length > 0);
    });
  }

  function checkAnswer({ outcome, response, events, remarks, timing }: Attempt): void {
    assert.deepEqual([outcome, remarks], ['complete', []]);
    assert.equal(response?.textChars, words.length);
    assert.equal(response.usage?.outputTokens, 6);
    assert.equal(events.filter(({ flags }) => flags & EventFlag.text).length, 6);
    assert.equal(events.filter(({ flags }) => flags & EventFlag.endMarker).length, 1);
    assert.ok(timing.close && timing.close > timing.start);
  }

  /** No message before it was written, and none a second later: how exact is for the benchmark to say. */
  function checkMoments(exchanges: readonly SpooledExchange[]): void {
    const logged = simulator.log.requests.filter(({ style }) => style.endsWith('.ws'));
    for (const [index, { data, request }] of exchanges.entries()) {
      const { writes = [], receivedAt = Number.NaN } = logged[index] ?? {};
      assert.ok(receivedAt >= request.t, 'it is received after it was sent');
      const written = writes.flatMap(({ at, events }) => Array.from({ length: events }, () => at));
      const arrived = data.flatMap((record) => linesOf(record).map(() => record.t));
      assert.equal(arrived.length, written.length);
      const late = arrived.map((t, message) => t - (written[message] ?? Number.NaN)).sort((a, b) => a - b);
      assert.ok((late[0] ?? -1) >= 0 && (late.at(-1) ?? 1e9) < 1000, `${late}`);
    }
  }
});
