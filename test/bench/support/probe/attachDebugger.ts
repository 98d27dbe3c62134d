import { WebSocket } from 'undici';

/** The depth that the JavaScript debugger of VS Code asks for. */
const asyncStackDepth = 32;
const commands: readonly [method: string, params?: object][] = [
  ['Runtime.enable'],
  ['Debugger.enable'],
  ['Debugger.setAsyncCallStackDepth', { maxDepth: asyncStackDepth }],
  ['Runtime.runIfWaitingForDebugger'],
];

/**
 * Attaches to a process that was started with `--inspect-brk`, as a debugger does, and lets it run; lets go of it when
 * it is done, since it waits for that.
 * @param url as the process prints it
 */
export function attachDebugger(url: string): void {
  const socket = new WebSocket(url);
  let id = 0;
  const send = (method: string, params?: object) => socket.send(JSON.stringify({ id: ++id, method, params }));
  socket.addEventListener('open', () => {
    for (const [method, params] of commands) send(method, params);
  });
  socket.addEventListener('message', ({ data }) => {
    const text = String(data);
    if (text.startsWith('{"method":"Debugger.paused"')) send('Debugger.resume');
    if (text.startsWith('{"method":"Runtime.executionContextDestroyed"')) socket.close();
  });
}
