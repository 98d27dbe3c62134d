import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fixture, runProgram } from './support/runProgram';

/** Added to a WebSocket's key before it is hashed: https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const keySuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

describe('a program that looks for traces of the probe', () => {
  let server: Server;
  let origin: string;
  before(async () => {
    server = createServer((request, response) => {
      if (!request.url?.includes('silent')) request.resume().on('end', () => response.end('{}'));
    });
    server.on('upgrade', ({ headers }, socket) => {
      const accept = createHash('sha1')
        .update(`${headers['sec-websocket-key']}${keySuffix}`)
        .digest('base64');
      const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n';
      socket.on('error', () => {});
      socket.write(`${upgrade}sec-websocket-accept: ${accept}\r\n\r\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const run = (file: string, probe: boolean) =>
    runProgram(fixture(file), { env: { TEST_URL: origin }, probe });

  it('finds none in the stacks of its errors, nor below what the platform calls', async () => {
    const [without, withProbe] = [await run('badCalls.mjs', false), await run('badCalls.mjs', true)];
    assert.equal(without.exitCode, 0, without.stderr);
    assert.match(without.stdout, /^sockets, destroy below: /m, 'the last of them');
    assert.deepEqual(splitCalls(withProbe.stdout), splitCalls(without.stdout));
    assert.equal(withProbe.stderr, without.stderr);
    assert.ok(withProbe.spool.exchanges.length > 20, 'the probe was there');
  });

  it('finds none in the methods that are observed, nor in what lists them', async () => {
    const [without, withProbe] = [await run('looks.mjs', false), await run('looks.mjs', true)];
    assert.equal(without.exitCode, 0, without.stderr);
    assert.match(without.stdout, /^stdout.emit /m, 'the last of them');
    assert.deepEqual(withProbe.stdout.split('\n'), without.stdout.split('\n'));
    assert.equal(withProbe.stderr, without.stderr);
  });
});

/** What was printed, by call. */
function splitCalls(output: string): string[] {
  return output.split(/^(?=\w)/m);
}
