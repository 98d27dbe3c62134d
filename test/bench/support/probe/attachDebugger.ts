import { WebSocket } from 'undici';

/** The depth that the JavaScript debugger of VS Code asks for. */
const asyncStackDepth = 32;
const commands: readonly [method: string, params?: object][] = [
  ['Runtime.enable'],
  ['Debugger.enable'],
  ['Debugger.setAsyncCallStackDepth', { maxDepth: asyncStackDepth }],
];
/** The process forgets that it was told to run when it was told before it began to wait. */
const tellAgainMs = 50;

/**
 * Attaches to a process that was started with `--inspect-brk`, as a debugger does, and lets it run; lets go of it when
 * it is done, since it waits for that.
 * @param url as the process prints it
 */
export function attachDebugger(url: string): void {
  const socket = new WebSocket(url);
  let id = 0;
  const send = (method: string, params?: object) => socket.send(JSON.stringify({ id: ++id, method, params }));
  let telling: NodeJS.Timeout | undefined;
  socket.addEventListener('open', () => {
    for (const [method, params] of commands) send(method, params);
    telling = setInterval(() => send('Runtime.runIfWaitingForDebugger'), tellAgainMs);
  });
  socket.addEventListener('close', () => clearInterval(telling));
  socket.addEventListener('message', ({ data }) => {
    const text = String(data);
    if (text.startsWith('{"method":"Debugger.paused"')) {
      clearInterval(telling);
      send('Debugger.resume');
    }
    if (text.startsWith('{"method":"Runtime.executionContextDestroyed"')) socket.close();
  });
}
