import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { environmentNames } from '../../src/protocol/environment';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder';
import { type ProgramOptions, runSource } from './support/runProgram';
import { bodyText } from './support/spool';
import { answerPieces, startServer, streamPieces, type TestServer } from './support/startServer';

describe('when the spool is in trouble, a program', () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  before(async () => {
    server = await startServer(streamPieces);
    folder = await makeTemporaryFolder();
  });
  after(() => {
    server.close();
    folder.remove();
  });

  const ask = () =>
    `await (await fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' })).text()`;
  const answer = answerPieces.join('');
  /** Runs it and holds what it says against what it should: nothing but its own. */
  const runUnmoved = async (source: string, options?: ProgramOptions) => {
    const run = await runSource(source, options);
    assert.deepEqual([run.exitCode, run.stderr, run.stdout], [0, '', `${answer.repeat(3)}\n`]);
    return run;
  };

  it('runs on when the folder is deleted under it, threads it starts later included', async () => {
    await runUnmoved(
      `import { rmSync } from 'node:fs';
       import { Worker } from 'node:worker_threads';
       let text = ${ask()};
       rmSync(process.env.${environmentNames.spool}, { recursive: true });
       text += ${ask()};
       const program = \`import { parentPort } from 'node:worker_threads'; parentPort.postMessage(${ask()})\`;
       const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(program)));
       text += await new Promise((resolve) => worker.on('message', resolve));
       console.log(text);
       const { mkdirSync } = await import('node:fs');
       mkdirSync(process.env.${environmentNames.spool});`,
    );
  });

  for (const [title, path] of Object.entries({
    'is not there': '/nonexistent/spool',
    'is a file': __filename,
    'cannot be written to by anybody': '/sys',
  })) {
    it(`runs as if there were no probe when its folder ${title}`, async () => {
      const source = `console.log(${ask()} + ${ask()} + ${ask()});`;
      const { spool } = await runUnmoved(source, { env: { [environmentNames.spool]: path } });
      assert.deepEqual(spool.threads, []);
    });
  }

  it('runs on when the disk is full, and keeps whole what was written before', async () => {
    const setUp = `trap '' XFSZ; ulimit -f 8`;
    const { spool } = await runUnmoved(`console.log(${ask()} + ${ask()} + ${ask()});`, { setUp });
    const [first] = spool.exchanges;
    assert.ok(first?.end, 'the first call fits into 4 KB');
    assert.equal(bodyText(first.data), answer);
  });
});

describe('a prompt of 50 MB', () => {
  const length = 50 * 1024 ** 2;
  const clients = {
    fetch: `const response = await fetch(url, { method: 'POST', body: 'x'.repeat(${length}) });
            console.log(await response.text());`,
    http: `const request = http.request(url, { method: 'POST' });
           request.end(Buffer.alloc(${length}, 'x'));
           const [response] = await once(request, 'response');
           console.log(String(await response.toArray()));`,
  };

  for (const [client, source] of Object.entries(clients)) {
    it(`arrives and is kept, at bounded cost of memory, with ${client}`, async () => {
      const server = createServer(async (request, response) => {
        let received = 0;
        for await (const bytes of request) received += (bytes as Buffer).length;
        response.end(`${received} bytes`);
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
      const run = (probe: boolean) =>
        runSource(
          `import { once } from 'node:events';
           import http from 'node:http';
           const url = ${JSON.stringify(url)};
           ${source}
           console.error(process.resourceUsage().maxRSS);`,
          { probe },
        );
      const [without, withProbe] = [await run(false), await run(true)];
      server.close();
      server.closeAllConnections();
      assert.equal(withProbe.stdout, `${length} bytes\n`);
      const [exchange] = withProbe.spool.exchanges;
      assert.equal(bodyText(exchange?.requestBody ?? []).length, length);
      const added = (Number(withProbe.stderr) - Number(without.stderr)) / 1024;
      assert.ok(added < 60, `${added} MB more than without the probe`);
    });
  }
});
