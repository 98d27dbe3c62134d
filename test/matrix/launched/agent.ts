// A program in TypeScript: types vanish when it is compiled, so that lines and columns move.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

interface Question {
  readonly model: string;
  readonly messages: { readonly role: 'user'; readonly content: string }[];
}

type Named<Name extends string> = { readonly [Key in Name]: () => Promise<unknown> };

const client: OpenAI = new OpenAI({ apiKey: 'test', baseURL: process.env.OPENAI_BASE_URL as string });

const question = (cell: string): Question => ({
  model: 'x',
  messages: [{ role: 'user', content: `cell:${cell}` }],
});

export const calls: Named<'created' | 'streamed' | 'helped' | 'fetched' | 'later'> = {
  created: () => client.chat.completions./*@created*/ create(question('created')),
  async streamed(): Promise<string> {
    let text: string = '';
    const stream = await client.chat.completions./*@streamed*/ create({
      ...question('streamed'),
      stream: true,
    });
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    return text;
  },
  helped: () => client.chat.completions./*@helped*/ stream(question('helped') as never).finalContent(),
  async fetched(): Promise<unknown> {
    const response: Response = await /*@fetched*/ fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(question('fetched') satisfies Question),
    });
    return response.json();
  },
  later: (): Promise<unknown> =>
    sleep(1).then((): Promise<unknown> => client.chat.completions./*@later*/ create(question('later'))),
};

export async function main(): Promise<void> {
  for (const [, call] of Object.entries<() => Promise<unknown>>(calls)) await call();
  await Promise.all(Object.values<() => Promise<unknown>>(calls).map((call) => call()));
}
