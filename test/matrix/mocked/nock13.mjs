// Mocks of the nock that replaces `http` and leaves `fetch` alone.
import http from 'node:http';
import nock from 'nock13';
import { answerTo, weather } from './answer.mjs';
import { main } from './requests.mjs';

nock.enableNetConnect('127.0.0.1');
nock('https://weather.example').persist().get('/today').reply(200, weather);
nock('https://api.openai.com')
  .persist()
  .post('/v1/chat/completions')
  .reply((_, asked) => {
    const { body, headers } = answerTo(JSON.stringify(asked));
    return [200, body, headers];
  });
await main();
// What is not mocked is refused before there is a request.
http.get('http://elsewhere.example/').on('error', ({ code }) => {
  console.log(code);
  process.exit();
});
