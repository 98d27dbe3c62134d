import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, createGzip } from 'node:zlib';
import { describeConsumption } from '../../src/analysis/consumption';
import { findBlockCause } from '../../src/metrics/blockCause';
import { type CallMetrics, computeCallMetrics } from '../../src/metrics/callMetrics';
import type { Measured, MetricName } from '../../src/metrics/metric';
import type { Holdup } from '../../src/model/holdup';
import type { BodyRead } from '../../src/model/streamEvent';
import type { Behaviour } from '../support/simulator/behaviour';
import type { LoggedRequest } from '../support/simulator/simulatorLog';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { type Profile, profileSource } from './support/profileSource';
import { startHttp2Server } from './support/startHttp2Server';
import { startServer, type TestServer } from './support/startServer';

/** The simulator, the program and the probe share a clock; how their stamps are tied to the run's may differ by this. */
const CLOCK_MS = 3;
/** How long slow readers pause after each piece, by timers, which may fire this much early (they count whole ms). */
const PAUSE_MS = 60;
const EARLY_MS = 1;
/** From the simulator's stamp of a write to the arrival of the bytes, on a machine that does other things too. */
const ON_THE_WAY_MS = 250;
/** For how long programs hold their event loop: much longer than bytes are on the way. */
const BLOCK_MS = 800;

/** Comes over 800 ms, so that a program on a busy machine gets to read while it comes. */
const words = 'one two three four five six seven eight nine ten '.repeat(4);

/** Ways to read an answer, a pause after each piece. */
const slowReaders: Readonly<Record<string, string>> = {
  'fetch, iterated': `
    for await (const chunk of (await fetch(url, { ...options, body })).body) { got(chunk); await sleep(60); }`,
  'fetch of the undici package': `
    const undici = await import('undici');
    const reader = (await undici.fetch(url, { ...options, body })).body.getReader();
    for (let next; !(next = await reader.read()).done; await sleep(60)) got(next.value);`,
  'undici.request, iterated': `
    const { request } = await import('undici');
    for await (const chunk of (await request(url, { ...options, body })).body) { got(chunk); await sleep(60); }`,
  'http, iterated': `
    for await (const chunk of await post()) { got(chunk); await sleep(60); }`,
  'http, read() of a paused response': `
    const response = await post();
    let isOver = false;
    response.on('end', () => { isOver = true; });
    response.on('readable', () => {});
    while (!isOver) {
      await sleep(60);
      const chunk = response.read();
      if (chunk) got(chunk);
    }`,
  'http, paused and resumed in flow': `
    const response = await post();
    response.on('data', (chunk) => { got(chunk); response.pause(); setTimeout(() => response.resume(), 60); });
    await new Promise((resolve) => response.on('end', resolve));`,
  'http, piped to a slow writable': `
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk, _encoding, done) { got(chunk); setTimeout(done, 60); },
    });
    const response = await post();
    await new Promise((resolve) => response.pipe(slow).on('finish', resolve));`,
  'node-fetch, through its own stream': `
    const { default: nodeFetch } = await import('node-fetch');
    for await (const chunk of (await nodeFetch(url, { ...options, body })).body) { got(chunk); await sleep(60); }`,
  'axios, as a stream': `
    const { default: axios } = await import('axios');
    for await (const chunk of (await axios.post(url, body, { responseType: 'stream' })).data) { got(chunk); await sleep(60); }`,
};

/** Holds its event loop for most of the answer, soon after the head of the answer has come. */
const computing = `
  const response = await post();
  setTimeout(() => compute(${BLOCK_MS}), 30);
  for await (const chunk of response) got(chunk);`;

describe('consumption', function () {
  this.timeout(30_000);
  let simulator: Simulator | undefined;
  let server: TestServer | undefined;
  afterEach(async () => {
    await simulator?.close();
    server?.close();
    simulator = undefined;
    server = undefined;
  });

  const profile = async (source: string, behaviour: Behaviour = {}): Promise<Profile> => {
    simulator = await startSimulator({
      respond: () => ({ firstTokenAfterMs: 100, tokenEveryMs: 20, output: [{ text: words }], ...behaviour }),
    });
    return profileSource(source, `${simulator.openaiUrl}/chat/completions`);
  };

  for (const [name, source] of Object.entries(slowReaders)) {
    it(`of a slow reader is told piece by piece: ${name}`, async () => {
      const slow = await profile(source);
      checkTakes(slow, PAUSE_MS - EARLY_MS);
      const { lagMax, unread, e2e, e2eTaken, lagMedian } = measured(
        slow,
        'lagMax',
        'unread',
        'e2e',
        'e2eTaken',
        'lagMedian',
      );
      // Pieces come every 20 ms and are taken every 60 ms: one that comes early in a pause waits for most of it. How many
      // do hangs on how evenly the machine lets the server write; each one's wait was checked above.
      assert.ok(lagMax >= 30, `the longest wait was ${lagMax} ms`);
      const lags = slow.attempt.reads.map(({ at, takenAt = at }) => takenAt - at);
      assert.ok(Math.abs(lagMax - Math.max(...lags)) < CLOCK_MS);
      assert.ok(lagMedian >= 0 && lagMedian <= lagMax && unread >= lagMax - CLOCK_MS);
      assert.ok(e2eTaken >= e2e);
      assert.match(describeConsumption([slow.call], []).join(' '), /took chunks .* after they came/);
    });
  }

  it('of a slow reader is told piece by piece over HTTP/2', async () => {
    server = await startHttp2Server(async (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
      for (let n = 0; n < 30; n++) {
        stream.write(`data: {"n":${n}}\n\n`);
        await sleep(20);
      }
      stream.end('data: [DONE]\n\n');
    });
    const slow = await profileSource(
      `import { connect } from 'node:http2';
      const { origin, pathname } = new URL(url);
      const session = connect(origin);
      const stream = session.request({ ':method': 'POST', ':path': pathname, 'content-type': 'application/json' });
      stream.end(body);
      for await (const chunk of stream) { got(chunk); await sleep(60); }
      session.close();`,
      server.url,
    );
    checkTakes(slow, PAUSE_MS - EARLY_MS);
    const { lagMax } = computeCallMetrics(slow.call);
    assert.ok((lagMax.value ?? 0) >= 30, `the longest wait was ${lagMax.value} ms`);
  });

  it('of a fast reader has next to no lag, and nothing is said of it', async () => {
    const fast = await profile(
      'for await (const chunk of (await fetch(url, { ...options, body })).body) got(chunk);',
    );
    checkTakes(fast, 0);
    const { lagMedian, backPressure } = measured(fast, 'lagMedian', 'backPressure');
    assert.ok(lagMedian < 20, `${lagMedian} ms in the median`);
    assert.equal(backPressure, 0);
    assert.doesNotMatch(describeConsumption([fast.call], []).join(' '), /socket was left/);
  });

  it('of a whole body at once has no lag', async () => {
    const { attempt, call } = await profile(`
      const { request } = await import('undici');
      got(Buffer.from(await (await request(url, { ...options, body })).body.text()));`);
    assert.ok(attempt.reads.every(({ takenAt }) => takenAt !== undefined));
    const { lagMedian } = computeCallMetrics(call);
    assert.ok((lagMedian.value ?? 99) < 20, `${lagMedian.value} ms`);
  });

  it('of a compressed answer is told across the decoder', async () => {
    server = await startServer((_request, response) => streamCompressed(response));
    for (const reader of ['fetch, iterated', 'node-fetch, through its own stream', 'axios, as a stream']) {
      const { attempt, got, call } = await profileSource(slowReaders[reader] as string, server.url);
      assert.ok(got.length > 3);
      const last = attempt.reads.at(-1)?.takenAt ?? 0;
      assert.ok(
        attempt.reads.every(({ takenAt }) => takenAt !== undefined),
        reader,
      );
      // The end of the encoding may come after the last of the text, and then it is taken with nothing.
      assert.ok(last >= (got.at(-2)?.at ?? 0) && last <= (got.at(-1)?.at ?? 0) + CLOCK_MS, reader);
      assert.ok((computeCallMetrics(call).lagMax.value ?? 0) >= 30, reader);
    }
  });

  for (const [how, block] of Object.entries({
    computes: computing,
    'waits for a lock': computing.replace('compute(', 'waitFor('),
    'runs a command synchronously': computing.replace(/compute\(.*?\)/, "execSync('sleep 0.8')"),
  })) {
    it(`hides when chunks came while the program ${how}, and no figure says otherwise`, async () => {
      const blocked = await profile(block, { output: [{ text: words.repeat(2) }] });
      const windows = checkWindows(blocked, requestOf(simulator));
      assert.ok(windows >= 3, `${windows} chunks were met late`);
      const { loopBusy } = measured(blocked, 'loopBusy');
      assert.ok(loopBusy >= BLOCK_MS - 50, `${loopBusy} ms`);
      const held = blockAfterHead(blocked);
      if (how === 'computes') assert.ok((held.cpu ?? 0) >= BLOCK_MS - 50, `${held.cpu} ms of CPU time`);
      else assert.notEqual(findBlockCause(held, []), 'computing', `${held.cpu} ms of CPU time`);
      assert.match(describeConsumption([blocked.call], []).join(' '), /read nothing/);
    });
  }

  it('makes TTFT an upper bound when the first output came while the program computed', async () => {
    const late = await profile(computing, { firstTokenAfterMs: 400 });
    const { ttft } = computeCallMetrics(late.call);
    const first = requestOf(simulator).writes.find(({ kind }) => kind === 'text');
    const truth = late.toRunTime(first?.at ?? 0) - late.attempt.timing.start;
    assert.ok(ttft.value !== undefined && ttft.range, 'it is a range');
    assert.ok(ttft.range.min <= truth + ON_THE_WAY_MS, `${truth} ms is not below ${ttft.range.min} ms`);
    assert.ok(truth <= ttft.value + CLOCK_MS, `${truth} ms is not above ${ttft.value} ms`);
    assert.equal(ttft.range.max, ttft.value);
    assert.match(ttft.caveat ?? '', /^at most/);
    assert.match(describeConsumption([late.call], []).join(' '), /TTFT may be up to .* too high/);
  });

  it('tells when so much waited that the socket was left', async () => {
    let waitedForDrain = 0;
    server = await startServer(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      waitedForDrain = await flood(response, 12 * 1024 ** 2);
    });
    for (const open of ['(await fetch(url, { ...options, body })).body', 'await post()']) {
      const { call, attempt } = await profileSource(
        `const stream = ${open}; await sleep(2500); for await (const chunk of stream) got(chunk);`,
        server.url,
      );
      assert.ok(waitedForDrain >= 200, `the server waited for ${waitedForDrain} ms`);
      const { backPressure } = computeCallMetrics(call);
      assert.ok((backPressure.value ?? 0) >= 200, `${backPressure.value} ms`);
      // What came after the socket was read again may have been waiting in it.
      assert.ok(attempt.reads.some(({ since }) => since !== undefined));
      assert.match(describeConsumption([call], []).join(' '), /socket was left unread/);
    }
  });
});

function requestOf(simulator: Simulator | undefined): LoggedRequest {
  return simulator?.log.requests[0] as LoggedRequest;
}

function measured<Name extends MetricName>({ call }: Profile, ...names: Name[]): Record<Name, number> {
  const metrics: CallMetrics = computeCallMetrics(call);
  return Object.fromEntries(names.map((name) => [name, (metrics[name] as Measured).value])) as Record<
    Name,
    number
  >;
}

/**
 * Each piece was taken after it arrived, between the moment the program asked for it and the one it got it.
 * @param pause of the program before it asks for the next one
 */
function checkTakes({ attempt, got }: Profile, pause: number): void {
  let arrived = 0;
  for (const { at, bytes, takenAt } of attempt.reads) {
    arrived += bytes;
    const index = got.findIndex((one) => one.bytes >= arrived);
    const told = got[index];
    const asked = (got[index - 1]?.at ?? Number.NEGATIVE_INFINITY) + pause;
    assert.ok(told && takenAt !== undefined, `${arrived} bytes were taken`);
    assert.ok(takenAt >= at && takenAt <= told.at + CLOCK_MS, `${takenAt} is not before ${told.at}`);
    assert.ok(takenAt >= asked - CLOCK_MS, `${takenAt} is before it was asked for, at ${asked}`);
  }
  assert.equal(got.at(-1)?.bytes, arrived);
}

/** Every write of the server lies in the window of the read that completed it. Returns how many were met late. */
function checkWindows({ attempt, toRunTime }: Profile, { writes }: LoggedRequest): number {
  let written = 0;
  return writes.filter((write) => {
    written += write.bytes;
    const { at, since } = readAt(attempt.reads, written);
    const truth = toRunTime(write.at);
    assert.ok(truth <= at + CLOCK_MS, `it was written at ${truth} and read at ${at}`);
    assert.ok((since ?? at) <= truth + ON_THE_WAY_MS, `it was written at ${truth}, not after ${since ?? at}`);
    return since !== undefined;
  }).length;
}

function readAt(reads: readonly BodyRead[], bytes: number): BodyRead {
  let arrived = 0;
  const read = reads.find((one) => {
    arrived += one.bytes;
    return arrived >= bytes;
  });
  assert.ok(read, `${bytes} bytes came`);
  return read;
}

/** The longest, of those that began when the answer had: before, the program was starting up. */
function blockAfterHead({ attempt }: Profile): Holdup {
  const { headers = 0 } = attempt.timing;
  const blocks = (attempt.holdups ?? []).filter(({ kind, start }) => kind === 'blocked' && start >= headers);
  const [longest] = blocks.toSorted((a, b) => b.end - b.start - (a.end - a.start));
  assert.ok(longest, 'the event loop was blocked');
  return longest;
}

/** Streams events one by one through gzip, 20 ms apart. */
async function streamCompressed(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
  const gzip = createGzip();
  gzip.pipe(response);
  for (let n = 0; n < 30; n++) {
    gzip.write(`data: {"n":${n}}\n\n`);
    await new Promise<void>((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, resolve));
    await sleep(20);
  }
  gzip.end('data: [DONE]\n\n');
}

/** Writes as fast as it may; returns for how long it had to wait, in ms. */
async function flood(response: ServerResponse, bytes: number): Promise<number> {
  const piece = Buffer.alloc(64 * 1024, 'data: {}\n\n');
  let waited = 0;
  for (let sent = 0; sent < bytes; sent += piece.length) {
    if (response.write(piece)) continue;
    const begin = performance.now();
    await once(response, 'drain');
    waited += performance.now() - begin;
  }
  response.end();
  return waited;
}
