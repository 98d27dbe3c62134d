import assert from 'node:assert/strict';
import { Exchange } from '../../src/probe/node/exchange';
import { Recorder } from '../../src/probe/node/recorder';
import type { SpoolFile } from '../../src/probe/node/spoolFile';
import type { ProbeRecord } from '../../src/protocol/probeRecords';
import { runSource } from './support/runProgram';
import { startServer } from './support/startServer';

describe('the limits of the spool', () => {
  it('leave the times and sizes of what is too much for one exchange', async () => {
    const piece = Buffer.alloc(1024 ** 2, 'x');
    const pieces = 70;
    const server = await startServer((_request, response) => {
      for (let i = 0; i < pieces; i++) response.write(piece);
      response.end();
    });
    const { exitCode, stdout, spool } = await runSource(
      `const response = await fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' });
       console.log((await response.arrayBuffer()).byteLength);`,
    );
    server.close();
    assert.deepEqual([exitCode, stdout], [0, `${pieces * piece.length}\n`]);
    const [exchange] = spool.exchanges;
    assert.ok(exchange);
    const kept = exchange.data.reduce((sum, { b64 }) => sum + Buffer.byteLength(b64, 'base64'), 0);
    const dropped = exchange.data.reduce((sum, record) => sum + (record.dropped ?? 0), 0);
    assert.ok(kept > 60 * 1024 ** 2 && kept <= 64 * 1024 ** 2, `${kept} bytes are kept`);
    assert.equal(kept + dropped, pieces * piece.length);
    assert.equal(exchange.end?.how, 'eof');
    assert.deepEqual(
      spool.losses.map(({ what, id }) => [what, id]),
      [['bodyCap', exchange.request.id]],
    );
  });

  it('leave the times and sizes of what is too much for one process', () => {
    const lines: string[] = [];
    const file = { size: 0, append: (line: string) => void lines.push(line) };
    const recorder = new Recorder(file as unknown as SpoolFile, 'test');
    const start = {
      transport: 'http',
      method: 'POST',
      url: 'http://a/',
      t: 1,
      headers: () => ({}),
    } as const;
    const exchange = new Exchange(recorder, start);
    exchange.data(Buffer.from('kept'));
    file.size = 2 * 1024 ** 3;
    exchange.data(Buffer.from('dropped'));
    new Exchange(recorder, start).requestBody('dropped too');
    exchange.end('eof');
    const records = lines.map((line) => JSON.parse(line) as ProbeRecord);
    assert.deepEqual(
      records.map((record) => ('dropped' in record ? `${record.k} -${record.dropped}` : record.k)),
      ['req', 'data', 'loss', 'data -7', 'req', 'reqBody -11', 'end'],
    );
  });
});
