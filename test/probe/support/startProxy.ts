import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Starts a proxy that opens tunnels to ports of this machine. @returns its URL, and how to stop it */
export async function startProxy(): Promise<{ readonly url: string; close(): void }> {
  const tunnels = new Set<Duplex>();
  const server = createServer();
  server.on('connect', (request, near) => {
    const far = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    for (const end of [near, far]) {
      tunnels.add(end);
      end.on('error', () => {});
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      for (const end of tunnels) end.destroy();
    },
  };
}
