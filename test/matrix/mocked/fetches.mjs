// Calls over `fetch` that a mock answers.
import OpenAI from 'openai';
import { ask } from './requests.mjs';

export async function main() {
  // A client keeps the `fetch` that there is when it is made.
  const mocked = new OpenAI({ apiKey: 'none', baseURL: 'https://api.openai.com/v1' });
  const weather = await fetch('https://weather.example/today');
  console.log(await weather.text());
  const whole = await mocked.chat.completions./*@fetchMocked*/ create(ask('fetchMocked'));
  console.log(whole.choices[0].message.content);
  const streamed = { ...ask('fetchStreamMocked'), stream: true };
  for await (const { choices } of await mocked.chat.completions./*@fetchStreamMocked*/ create(streamed))
    console.log(choices[0].delta.content);
}
