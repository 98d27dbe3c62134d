// Mocks of msw: requests that it knows nothing of go through.
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { answerTo, weather } from './answer.mjs';
import { main as fetchAll } from './fetches.mjs';
import { main as requestAll } from './requests.mjs';

const server = setupServer(
  http.get('https://weather.example/today', () => HttpResponse.json(weather)),
  http.post('https://api.openai.com/v1/chat/completions', async ({ request }) => {
    const { body, headers } = answerTo(await request.text());
    return new HttpResponse(body, { headers });
  }),
);
server.listen({ onUnhandledRequest: 'bypass' });
await requestAll();
await fetchAll();
process.exit();
