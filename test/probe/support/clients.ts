import assert from 'node:assert/strict';
import type { Transport } from '../../../src/protocol/probeRecords';
import { type ProgramOptions, runSource } from './runProgram';
import type { Spool, SpooledExchange } from './spool';

/** What every client here posts. */
export const body = JSON.stringify({ model: 'm', stream: true });

export interface Client {
  readonly transport: Transport;
  /** Posts `body` to `url` and reads the answer to its end. */
  readonly program: string;
}

/** The ways in which programs speak HTTP. */
export const clients = {
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
  },
  httpWithDefaultAgent: {
    transport: 'http',
    program: `
      await new Promise((resolve) => {
        http.request(url, { method: 'POST', agent: false }, (response) => response.resume().on('end', resolve)).end(body);
      });`,
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
  got11: {
    transport: 'http',
    program: `
      const { default: got } = await import('got11');
      await got.post(url, { body });`,
  },
  nodeFetch: {
    transport: 'http',
    program: `
      const { default: nodeFetch } = await import('node-fetch');
      await (await nodeFetch(url, { method: 'POST', body })).text();`,
  },
  nodeFetch2: {
    transport: 'http',
    program: `
      const { default: nodeFetch } = await import('node-fetch2');
      await (await nodeFetch(url, { method: 'POST', body })).text();`,
  },
  needle: {
    transport: 'http',
    program: `
      const { default: needle } = await import('needle');
      await needle('post', url, body);`,
  },
  followRedirects: {
    transport: 'http',
    program: `
      const { default: follow } = await import('follow-redirects');
      await new Promise((resolve) => {
        follow.http.request(url, { method: 'POST' }, (response) => response.resume().on('end', resolve)).end(body);
      });`,
  },
  agentkeepalive: {
    transport: 'http',
    program: `
      const { default: Agent } = await import('agentkeepalive');
      const agent = new Agent();
      await new Promise((resolve) => {
        http.request(url, { method: 'POST', agent }, (response) => response.resume().on('end', resolve)).end(body);
      });
      agent.destroy();`,
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

/** Runs a piece of a program that finds the clients' imports, `url` and `body`; it must end well. */
export async function runClient(program: string, url: string, options: ProgramOptions = {}): Promise<Spool> {
  const env = { ...options.env, TEST_URL: url };
  const { exitCode, stderr, spool } = await runSource(imports + program, { ...options, env });
  assert.equal(stderr, '');
  assert.equal(exitCode, 0);
  assert.deepEqual(spool.losses, []);
  return spool;
}

/** As `runClient`, for programs that make one request. */
export async function runOneExchange(
  program: string,
  url: string,
  options: ProgramOptions = {},
): Promise<SpooledExchange> {
  const { exchanges } = await runClient(program, url, options);
  assert.equal(exchanges.length, 1);
  return exchanges[0] as SpooledExchange;
}

/** How an exchange must have ended. */
export function checkEnd(exchange: SpooledExchange, how: 'eof' | 'abort' | 'error', code?: string): void {
  assert.deepEqual([exchange.end?.how, exchange.end?.code], [how, code]);
}
