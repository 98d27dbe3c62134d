// The Gemini SDK that came before @google/genai and is still in use.
import { GoogleGenerativeAI } from '@google/generative-ai';

const client = new GoogleGenerativeAI('none');
const model = client.getGenerativeModel({ model: 'gemini-x' }, { baseUrl: process.env.REPLAY_URL });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function main() {
  await model./*@generate*/ generateContent('cell:generate');
  await drain((await model./*@streamed*/ generateContentStream('cell:streamed')).stream);
  await model.startChat()./*@chat*/ sendMessage('cell:chat');
  await Promise.all([
    model./*@allFirst*/ generateContent('cell:allFirst'),
    model./*@allSecond*/ generateContent('cell:allSecond'),
  ]);
}

main();
