// Sends a prompt of so many bytes and prints what the server says it received, and what that took.
import { once } from 'node:events';
import http from 'node:http';

const [client, url, bytes] = process.argv.slice(2);
const prompt = 'x'.repeat(Number(bytes));
const clients = {
  fetch: async () => (await fetch(url, { method: 'POST', body: prompt })).text(),
  http: async () => {
    const request = http.request(url, { method: 'POST' });
    request.end(Buffer.from(prompt));
    const [response] = await once(request, 'response');
    return String(Buffer.concat(await response.toArray()));
  },
};

const started = performance.now();
const received = Number(await clients[client]());
const milliseconds = performance.now() - started;
console.log(JSON.stringify({ received, milliseconds, maxRssMb: process.resourceUsage().maxRSS / 1024 }));
