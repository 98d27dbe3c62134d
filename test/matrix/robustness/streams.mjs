// Reads so many streams at once to their end and prints what that took.
const { url, streams } = JSON.parse(process.env.TASK);
let open;
const everyoneIsThere = new Promise((resolve) => {
  open = resolve;
});
let [present, events] = [0, 0];
const heaps = [];

async function read() {
  const response = await fetch(`${url}/chat/completions`, { method: 'POST', body: '{"stream":true}' });
  if (++present === streams) open();
  await everyoneIsThere;
  const decoder = new TextDecoder();
  for await (const bytes of response.body) events += decoder.decode(bytes).split('data: ').length - 1;
}

/** After a garbage collection: what is really held. */
function sample() {
  globalThis.gc();
  heaps.push(process.memoryUsage().heapUsed / 1024 ** 2);
}

const timer = setInterval(sample, 15_000);
const started = performance.now();
// Connections are opened by the hundred; all streams are open before the first is read.
const reading = [];
while (reading.length < streams) {
  reading.push(read());
  if (reading.length - present >= 100) await new Promise((resolve) => setTimeout(resolve, 5));
}
await Promise.all(reading);
clearInterval(timer);
sample();
const maxRssMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ events, maxRssMb, heaps, seconds: (performance.now() - started) / 1e3 }));
