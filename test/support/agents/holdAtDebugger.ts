import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket } from 'undici';
import type { EpochPause } from '../../../src/store/pausesOnDisk';

/**
 * Attaches to a Node program that was started with `--inspect-brk` as a debugger does, lets it run, and holds it for a
 * while at its first `debugger` statement.
 * @param told the pauses so far, whenever there is something new
 */
export function holdAtDebugger(
  { stderr }: ChildProcess,
  holdMs: number,
  told: (pauses: readonly EpochPause[]) => void,
): void {
  if (!stderr) throw new Error('The program has no output.');
  createInterface({ input: stderr }).on('line', (line) => {
    const url = /^Debugger listening on (ws:\S+)/.exec(line)?.[1];
    if (url) attach(new WebSocket(url), holdMs, told);
  });
}

function attach(socket: WebSocket, holdMs: number, told: (pauses: readonly EpochPause[]) => void): void {
  let id = 0;
  const send = (method: string) => socket.send(JSON.stringify({ id: ++id, method }));
  socket.addEventListener('open', () => {
    for (const method of ['Runtime.enable', 'Debugger.enable', 'Runtime.runIfWaitingForDebugger'])
      send(method);
  });
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = JSON.parse(String(data)) as { method?: string; params?: { reason?: string } };
    if (method === 'Runtime.executionContextDestroyed') socket.close();
    if (method !== 'Debugger.paused') return;
    // It stops before its first line, too.
    if (params?.reason === 'Break on start') send('Debugger.resume');
    else hold();
  });
  const hold = () => {
    const startEpoch = Date.now();
    told([{ startEpoch }]);
    setTimeout(() => {
      told([{ startEpoch, endEpoch: Date.now() }]);
      send('Debugger.resume');
    }, holdMs);
  };
}
