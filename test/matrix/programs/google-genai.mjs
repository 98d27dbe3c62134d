// The Gemini SDK in the ways people use it.
import { GoogleGenAI } from '@google/genai';

const client = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: process.env.REPLAY_URL } });
const ask = (cell) => ({ model: 'gemini-x', contents: `cell:${cell}` });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function helper() {
  return client.models./*@helper*/ generateContent(ask('helper'));
}

async function main() {
  await client.models./*@generate*/ generateContent(ask('generate'));
  await drain(await client.models./*@streamed*/ generateContentStream(ask('streamed')));
  const chat = client.chats.create({ model: 'gemini-x' });
  await chat./*@chat*/ sendMessage({ message: 'cell:chat' });
  await drain(
    await client.chats
      .create({ model: 'gemini-x' })
      ./*@chatStreamed*/ sendMessageStream({ message: 'cell:chatStreamed' }),
  );
  await Promise.all([helper(), helper(), client.models./*@all*/ generateContent(ask('all'))]);
}

main();
