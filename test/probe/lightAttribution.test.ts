import assert from 'node:assert/strict';
import { environmentNames } from '../../src/protocol/environment';
import { runSource } from './support/runProgram';
import { startServer, streamPieces, type TestServer } from './support/startServer';

describe('light attribution', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer(streamPieces);
  });
  after(() => server.close());

  /** Says how the frames of a request were found whose stack holds one of the program's own. */
  const run = async (attribution: string) => {
    const { stderr, spool } = await runSource(
      `const ask = () => fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' });
       const outer = async () => {
         await null;
         return ask();
       };
       await (await outer()).text();`,
      { env: { [environmentNames.attribution]: attribution } },
    );
    assert.equal(stderr, '');
    const [exchange] = spool.exchanges;
    assert.equal(exchange?.end?.how, 'eof');
    const own = exchange.frames.filter(({ file }) => file.includes('eval'));
    return own.map(({ fn, origin }) => `${fn} ${origin}`);
  };

  it('reads the stack of the request and follows nothing', async () => {
    const light = await run('light');
    assert.deepEqual(light.slice(0, 2), ['ask sync', 'outer sync']);
    assert.ok(light.every((place) => !place.endsWith(' async')));
    assert.ok((await run('full')).some((place) => place.endsWith(' async')));
  });
});
