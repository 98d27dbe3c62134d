// Responses and Realtime over plain connections of ws, as those write it who have no SDK.
import { once } from 'node:events';
import { WebSocket } from 'ws';

const base = process.env.OPENAI_BASE_URL.replace('http', 'ws');
const ask = (cell, fields) =>
  JSON.stringify({ type: 'response.create', model: 'gpt-x', input: `cell:${cell}`, ...fields });

/** Settles when so many responses have ended from now on. */
function finished(socket, count = 1) {
  let left = count;
  return new Promise((resolve) => {
    socket.on('message', function look(data) {
      const { type } = JSON.parse(String(data));
      if (type !== 'response.completed' && type !== 'response.done') return;
      if (--left > 0) return;
      socket.off('message', look);
      resolve();
    });
  });
}

async function send(socket, cell) {
  const done = finished(socket);
  await null;
  socket./*@helper*/ send(ask(cell));
  await done;
}

async function responses() {
  const socket = new WebSocket(`${base}/responses`, { headers: { authorization: 'Bearer none' } });
  const first = finished(socket);
  socket.on('open', () => socket./*@opened*/ send(ask('opened')));
  await first;
  for (let turn = 0; turn < 3; turn++) await send(socket, 'helper');
  const lanes = finished(socket, 2);
  socket./*@laneA*/ send(ask('laneA', { stream_id: 'a' }));
  setTimeout(
    () => socket./*@laneB*/ send(Buffer.from(ask('laneB', { stream_id: 'b' })), { binary: false }),
    2,
  );
  await lanes;
  const long = finished(socket);
  socket./*@long*/ send(ask('long', { instructions: 'long '.repeat(30_000) }));
  await long;
  socket.close();
}

async function realtime() {
  const socket = new WebSocket(`${base}/realtime?model=gpt-realtime`);
  await once(socket, 'open');
  const done = finished(socket);
  const response = { instructions: 'cell:realtime' };
  socket./*@realtime*/ send(JSON.stringify({ type: 'response.create', response }));
  await done;
  socket.terminate();
}

async function main() {
  await responses();
  await realtime();
}

main();
