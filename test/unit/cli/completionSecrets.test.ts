import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';
import { runCli, startCli } from './support/runCli';

/** A secret for every place where a person can put one; none looks like a key of any provider. */
const canaries = {
  key: 'c4n4ry-of-key-7d1f0b',
  secret: 'c4n4ry-of-secret-93ac5e',
  header: 'c4n4ry-of-header-51e2d8',
  secretHeader: 'c4n4ry-of-secretHeader-08bb17',
  plainHeader: 'c4n4ry-of-plainHeader-c6f4a9',
  user: 'c4n4ry-of-user-2a90d3',
  password: 'c4n4ry-of-password-e417fc',
  query: 'c4n4ry-of-query-b85d62',
} as const;

const environment = {
  MY_KEY: canaries.key,
  LATENCY_LENS_SECRET_MY_SECRET: canaries.secret,
  MY_HEADER: canaries.header,
  LATENCY_LENS_SECRET_GATEWAY: canaries.secretHeader,
  PLAIN_HEADER: canaries.plainHeader,
};

/** Everything secret in a request, as servers put it into what they answer. */
function echo({ headers }: IncomingMessage): string {
  return ['authorization', 'x-mine', 'x-gateway', 'x-plain'].map((name) => headers[name]).join(' ');
}

function delta(content: string): string {
  return `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] })}\n\n`;
}

const END = 'data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** Ways to answer, by the name of the model. */
const answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  good: (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(delta('1') + delta(';') + END);
  },
  denied: (request, response) => {
    const headers = {
      'content-type': 'application/json',
      'set-cookie': echo(request),
      'www-authenticate': echo(request),
    };
    response.writeHead(401, headers);
    response.end(
      JSON.stringify({
        error: {
          message: `Incorrect API key provided: ${echo(request)}`,
          type: echo(request),
          code: echo(request),
        },
      }),
    );
  },
  broken: (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(delta('1'));
    response.end(`data: ${JSON.stringify({ error: { message: echo(request), code: echo(request) } })}\n\n`);
  },
  garbled: (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: {"choices": ${echo(request)}\n\n`);
  },
  silent: (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(delta('1'));
  },
};

/** A text, and behind it what it holds in Base64, as spool files hold bodies. */
function unpack(text: string): string {
  const packed = [...text.matchAll(/[\w+/]{20,}={0,2}/g)].map(([piece]) =>
    Buffer.from(piece, 'base64').toString('latin1'),
  );
  return [text, ...packed].join('\n');
}

describe('the keys of a suite', function () {
  this.timeout(60_000);

  let folder: TemporaryFolder;
  let server: Server;
  let onSilence: () => void;
  /** What the server was sent: that it holds the canaries shows that they were planted. */
  let sent: string[];

  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    sent = [];
    onSilence = () => {};
    server = createServer(async (request, response) => {
      const { model } = JSON.parse(await text(request)) as { model: string };
      sent.push(echo(request));
      answers[model]?.(request, response);
      if (model === 'silent') onSilence();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
    folder.remove();
  });

  async function writeSuite(models: readonly string[], facts: object = {}): Promise<void> {
    const headers = {
      'x-mine': { env: 'MY_HEADER' },
      'x-gateway': { secret: 'gateway' },
      'x-plain': '${env:PLAIN_HEADER}',
    };
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const suite = {
      name: 'secrets',
      endpoint: { baseUrl, headers, key: { env: 'MY_KEY' } },
      models: [
        ...models,
        { model: models[0], label: 'by secret', endpoint: { key: { secret: 'my secret' } } },
      ],
      repeats: 2,
      warmUp: 0,
      budget: { total: 5000 },
      cases: [{ name: 'one', prefix: 'const a = ', expect: { text: '2;' } }],
      ...facts,
    };
    await writeFile(join(folder.path, 's.completions.json'), JSON.stringify(suite));
  }

  async function run(args: readonly string[], added: Readonly<Record<string, string>> = {}) {
    const { code, stdout, stderr } = await runCli(folder.path, args, { ...environment, ...added });
    return { code, printed: `${stdout}\n${stderr}` };
  }

  /** Canaries in a text or in the bodies that it holds in Base64, by the place that they were planted in. */
  function findIn(text: string): string[] {
    const written = unpack(text);
    return Object.entries(canaries).flatMap(([place, canary]) => (written.includes(canary) ? [place] : []));
  }

  /** Every file below the home of the one who runs it, which is where the command runs too. */
  function assertNothingWritten(): readonly string[] {
    const entries = readdirSync(folder.path, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    for (const file of files) assert.deepEqual(findIn(readFileSync(file, 'latin1')), [], file);
    return files;
  }

  function assertPlanted(): void {
    const { key, secret, header, secretHeader, plainHeader } = canaries;
    for (const canary of [key, secret, header, secretHeader, plainHeader]) {
      assert.ok(
        sent.some((headers) => headers.includes(canary)),
        canary,
      );
    }
  }

  const files = ['--out', 'r.lltrace', '--junit', 'j.xml', '--summary', 's.md', '--write-baseline', 'b.json'];

  for (const format of [[], ['--json'], ['--markdown']]) {
    it(`are in nothing that a run writes or prints, whatever the server answers ${format.join('')}`, async () => {
      await writeSuite(['good', 'denied', 'broken', 'garbled', 'silent'], { timeout: 300 });
      const { code, printed } = await run(['complete', 's.completions.json', ...files, ...format]);
      assert.equal(code, 1, printed);
      assert.deepEqual(findIn(printed), [], printed);
      assertPlanted();
      const names = assertNothingWritten().map((file) => file.slice(folder.path.length + 1));
      for (const name of ['r.lltrace', 'j.xml', 's.md', 'b.json']) assert.ok(names.includes(name), name);
      const report = await run(['report', 'r.lltrace', ...format]);
      assert.equal(report.code, 0, report.printed);
      assert.deepEqual(findIn(report.printed), [], report.printed);
    });
  }

  it('are in nothing that is left behind when the command is killed', async () => {
    await writeSuite(['denied', 'broken', 'silent']);
    const command = startCli(folder.path, ['complete', 's.completions.json', ...files], environment);
    const silence = new Promise<void>((resolve) => {
      onSilence = resolve;
    });
    await silence;
    command.child.kill('SIGKILL');
    const { stdout, stderr } = await command.finished;
    assert.deepEqual(findIn(`${stdout}\n${stderr}`), []);
    const spooled = assertNothingWritten().filter((file) => file.includes('.latency-lens'));
    assert.ok(
      spooled.some((file) => unpack(readFileSync(file, 'latin1')).includes('Incorrect API key')),
      'no spool was left',
    );
    const { code, printed } = await run(['record', '-q', '--', process.execPath, '--version']);
    assert.equal(code, 0, printed);
    assert.match(printed, /cut off earlier is saved/);
    assertNothingWritten();
  });

  it('are not repeated where they are in a URL', async () => {
    const { user, password, query } = canaries;
    for (const url of [`http://${user}:${password}@127.0.0.1:9/v1`, `http://127.0.0.1:9/v1?key=${query}`]) {
      await writeSuite(['good'], { endpoint: { baseUrl: '${env:MY_URL}' } });
      const { code, printed } = await run(['complete', 's.completions.json', ...files], { MY_URL: url });
      assert.equal(code, 2, printed);
      assert.deepEqual(findIn(printed), [], printed);
      assertNothingWritten();
    }
  });

  it('are asked for before anything runs', async () => {
    await writeSuite(['good']);
    const missing = await run(['complete', 's.completions.json'], { LATENCY_LENS_SECRET_MY_SECRET: '' });
    assert.equal(missing.code, 2);
    assert.match(missing.printed, /A key of by secret is missing: the secret `my secret` is in the editor/);
    assert.match(missing.printed, /Set the environment variable LATENCY_LENS_SECRET_MY_SECRET to it/);
    assert.deepEqual(sent, []);
  });
});
