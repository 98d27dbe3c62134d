// Serves the build as `next start` does, asks for one answer, and stops.
import { spawn } from 'node:child_process';

const next = new URL('../node_modules/next/dist/bin/next', import.meta.url).pathname;
const server = spawn(process.execPath, [next, 'start', '--port', '0', '--hostname', '127.0.0.1'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let said = '';
for await (const piece of server.stdout) {
  said += piece;
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
  if (!address || !said.includes('Ready')) continue;
  const answer = await fetch(`${address}/api/agent`);
  process.exitCode = answer.ok ? 0 : 1;
  server.kill();
  break;
}
