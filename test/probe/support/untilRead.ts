import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Linux's table of its IPv4 connections, with how much waits in each. */
const table = '/proc/net/tcp';
/** Long enough on a quiet machine without that table. */
const QUIET_MS = 25;

/**
 * Settles when the program at the other end of a connection within this machine has taken what was sent to it, so that
 * what is sent next comes by itself, however busy the machine is. Returns too when the connection is gone.
 */
export async function untilRead(socket: Socket): Promise<void> {
  await sleep(QUIET_MS);
  if (!existsSync(table)) return;
  while (!socket.destroyed && (socket.writableLength > 0 || (await unreadBytes(socket)) > 0)) await sleep(1);
}

/** Bytes that wait at the other end; 0 when it is closed. Columns: proc(5), `/proc/net/tcp`. */
async function unreadBytes({ localPort = 0, remotePort = 0 }: Socket): Promise<number> {
  const ends = [remotePort, localPort].map((port) => `:${port.toString(16).toUpperCase().padStart(4, '0')}`);
  for (const line of (await readFile(table, 'utf8')).split('\n')) {
    const [, local = '', remote = '', , queues = ''] = line.trim().split(/\s+/);
    if (local.endsWith(ends[0] as string) && remote.endsWith(ends[1] as string))
      return Number.parseInt(queues.split(':')[1] ?? '0', 16);
  }
  return 0;
}
