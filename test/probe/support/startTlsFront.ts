import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { testCertificate } from './startServer';

/** A door with TLS to a server on this machine that has none. */
export interface TlsFront {
  readonly port: number;
  close(): void;
}

export async function startTlsFront(port: number): Promise<TlsFront> {
  const server = createServer(testCertificate(), (outside) => {
    const inside = connect(port, '127.0.0.1');
    outside.pipe(inside).pipe(outside);
    // Whoever breaks off takes the other with him.
    outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
    inside.on('error', () => outside.destroy()).on('close', () => outside.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
