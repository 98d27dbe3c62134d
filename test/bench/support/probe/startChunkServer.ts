import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startProcess } from '../../../support/processes';
import { compiledTest } from '../../../support/suites/suite';

/** The chunk server under way. */
export interface ChunkServer {
  /** Base URL for a client whose answers have so many chunks, so far apart; 0 ms is as fast as they go. */
  baseUrl(chunks: number, intervalMs: number): string;
  stop(): Promise<void>;
}

/** Starts the chunk server as a process of its own and waits until it listens. */
export async function startChunkServer(): Promise<ChunkServer> {
  const file = compiledTest('bench', 'support/probe/chunkServer.js');
  const owned = startProcess(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!owned.child.stdout) throw new Error('The server has no output.');
  const first = await Promise.race([once(createInterface(owned.child.stdout), 'line'), owned.exited]);
  if (!Array.isArray(first)) throw new Error(`The server ended with ${first}.`);
  const [origin] = first as [string];
  const baseUrl = (chunks: number, intervalMs: number) => `${origin}/${chunks}/${intervalMs}/v1`;
  return { baseUrl, stop: () => owned.stop() };
}
