import assert from 'node:assert/strict';
import { buildRun } from './support/attempts';
import { runSource } from './support/runProgram';
import { bodyText } from './support/spool';
import { answerPieces, startServer, streamPieces, type TestServer } from './support/startServer';

const calls = 6;

describe('a program on a disk that is full', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer(streamPieces);
  });
  after(() => server.close());

  /** Of a file that may become so many blocks long, the kernel takes the first part of a record and no more. */
  const runWithin = (blocks: number, probe: boolean) =>
    runSource(
      `import { once } from 'node:events';
       import http from 'node:http';
       const url = ${JSON.stringify(server.url)};
       for (let i = 0; i < ${calls}; i += 2) {
         const response = await fetch(url, { method: 'POST', body: '{}' });
         console.log(response.status, await response.text());
         const [answer] = await once(http.request(url, { method: 'POST' }).end('{}'), 'response');
         for await (const piece of answer) console.log(String(piece));
       }
       process.on('exit', (code) => console.log('exit', code));`,
      { setUp: `trap '' XFSZ; ulimit -f ${blocks}`, probe },
    );

  for (const blocks of [1, 5, 12]) {
    it(`that holds ${blocks} blocks runs as without the probe, and what was written can be read`, async () => {
      const [without, withProbe] = [await runWithin(blocks, false), await runWithin(blocks, true)];
      assert.ok(without.stdout.includes('exit 0'), without.stderr);
      assert.deepEqual(
        [withProbe.stdout, withProbe.stderr, withProbe.exitCode],
        [without.stdout, without.stderr, without.exitCode],
      );
      const { exchanges, losses, text } = withProbe.spool;
      assert.deepEqual(losses, []);
      assert.ok(exchanges.every(({ data }) => answerPieces.join('').startsWith(bodyText(data))));
      assert.ok(exchanges.length < calls, 'the disk was full before the end');
      assert.ok(text.length > 0);
      assert.ok(buildRun(withProbe.spool).calls.length <= exchanges.length);
    });
  }
});
