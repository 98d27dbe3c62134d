import assert from 'node:assert/strict';
import { ChunkFraming } from '../../src/probe/node/chunkFraming';
import { runSource } from './support/runProgram';
import { bodyText } from './support/spool';
import { startServer, streamPieces } from './support/startServer';

/** How a program may write a body, by the body. */
const ways = {
  'one piece': `request.end('one piece');`,
  '1 pièce and more': `request.write('1'); request.write(Buffer.from(' pièce')); request.end(' and more');`,
  'stated length': `request.setHeader('content-length', 13); request.write('stated '); request.end('length');`,
  'behind its head': `
    request.flushHeaders();
    await sleep(10);
    request.cork();
    request.write('behind ');
    request.write('its ');
    request.uncork();
    request.end('head');`,
  '1e3': `request.write('3165', 'hex'); request.end('3');`,
};

describe('the body of a request', () => {
  it('is told as it is sent, however it is written', async () => {
    const server = await startServer(streamPieces);
    const { stderr, spool } = await runSource(
      `import { once } from 'node:events';
       import http from 'node:http';
       import { setTimeout as sleep } from 'node:timers/promises';
       const ways = [${Object.values(ways).map((code) => `async (request) => { ${code} }`)}];
       for (const way of ways) {
         const request = http.request(${JSON.stringify(server.url)}, { method: 'POST' });
         const answered = once(request, 'response');
         await way(request);
         const [response] = await answered;
         await once(response.resume(), 'end');
       }`,
    );
    server.close();
    assert.equal(stderr, '');
    assert.deepEqual(
      spool.exchanges.map(({ requestBody }) => bodyText(requestBody)),
      Object.keys(ways),
    );
  });

  it('is told from its framing where a chunk comes in parts', () => {
    const framing = new ChunkFraming();
    const lineEnd = Buffer.from('\r\n');
    const pieces = [
      '',
      '6',
      lineEnd,
      'abc',
      Buffer.from('123'),
      lineEnd,
      '1',
      lineEnd,
      'f',
      lineEnd,
      '0\r\n\r\n',
    ];
    const data = pieces.filter((piece) => !framing.frames(piece, undefined));
    assert.deepEqual(data.map(String), ['abc', '123', 'f']);
  });
});
