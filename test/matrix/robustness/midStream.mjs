// Reads streams by two clients, tells after each read what it has of which one, and ends in the middle when told to.
import { writeSync } from 'node:fs';
import http from 'node:http';

const { url, streams, chunks, end } = JSON.parse(process.env.TASK);
const ends = { exit: () => process.exit(7), abort: () => process.abort() };
const middle = (streams * chunks) / 2;
let events = 0;

async function* fetched(body) {
  yield* (await fetch(`${url}/chat/completions`, { method: 'POST', body })).body;
}

async function* requested(body) {
  const request = http.request(`${url}/chat/completions`, { method: 'POST' }).end(body);
  yield* await new Promise((resolve, reject) => request.on('response', resolve).on('error', reject));
}

async function read(stream) {
  const body = JSON.stringify({ stream: true, user: String(stream) });
  let [text, known] = ['', 0];
  for await (const piece of stream % 2 === 0 ? fetched(body) : requested(body)) {
    text += Buffer.from(piece);
    const now = text.split('"delta":').length - 1;
    writeSync(1, `${stream} ${now}\n`);
    take(now - known);
    known = now;
  }
}

function take(more) {
  const before = events;
  events += more;
  if (before >= middle || events < middle) return;
  writeSync(2, 'in the middle\n');
  ends[end]?.();
}

await Promise.all(Array.from({ length: streams }, (_, stream) => read(stream)));
