// Mocks of nock: requests to any other host than this machine fail when nothing is said of them.
import nock from 'nock';
import { answerTo, weather } from './answer.mjs';
import { main as fetchAll } from './fetches.mjs';
import { main as requestAll } from './requests.mjs';

nock.enableNetConnect('127.0.0.1');
nock('https://weather.example').persist().get('/today').reply(200, weather);
nock('https://api.openai.com')
  .persist()
  .post('/v1/chat/completions')
  .reply(async (request) => {
    const { body, headers } = answerTo(await request.text());
    return [200, body, headers];
  });
await requestAll();
await fetchAll();
process.exit();
