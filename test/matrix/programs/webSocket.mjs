// Responses over the WebSocket that Node has built in.
const base = process.env.OPENAI_BASE_URL.replace('http', 'ws');
const ask = (cell, fields) =>
  JSON.stringify({ type: 'response.create', model: 'gpt-x', input: `cell:${cell}`, ...fields });

/** Settles when so many responses have ended from now on. */
function finished(socket, count = 1) {
  let left = count;
  return new Promise((resolve) => {
    socket.addEventListener('message', function look({ data }) {
      if (JSON.parse(data).type !== 'response.completed' || --left > 0) return;
      socket.removeEventListener('message', look);
      resolve();
    });
  });
}

async function agent(socket) {
  for (let turn = 0; turn < 4; turn++) {
    const done = finished(socket);
    socket./*@turn*/ send(ask('turn'));
    await done;
  }
}

async function main() {
  const socket = new WebSocket(`${base}/responses`);
  const first = finished(socket);
  socket.onopen = () => socket./*@opened*/ send(ask('opened'));
  await first;
  await agent(socket);
  const lanes = finished(socket, 2);
  socket./*@laneA*/ send(ask('laneA', { stream_id: 'a' }));
  socket./*@laneB*/ send(ask('laneB', { stream_id: 'b' }));
  await lanes;
  socket.close();
}

main();
