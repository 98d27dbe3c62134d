// The clients of the OpenAI SDK that ask over WebSockets: Responses and Realtime, through ws and the built-in one.
import { once } from 'node:events';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { ResponsesWS } from 'openai/resources/responses/ws';
import { WebSocket } from 'ws';

const client = new OpenAI();
/** Realtime is spoken over TLS alone. */
const secured = new OpenAI({ baseURL: process.env.OPENAI_TLS_URL });
const happened = (emitter, event) => new Promise((resolve) => emitter.once(event, resolve));
const opened = (socket) => socket.readyState === WebSocket.OPEN || once(socket, 'open');
const ask = (cell) => ({ type: 'response.create', model: 'gpt-x', input: `cell:${cell}` });

class Conversation {
  constructor(socket) {
    this.socket = socket;
  }
  async ask(input) {
    const done = happened(this.socket, 'response.completed');
    this.socket./*@method*/ send({ type: 'response.create', model: 'gpt-x', input });
    return (await done).response;
  }
}

async function responses() {
  const socket = new ResponsesWS(client);
  await opened(socket.socket);
  const first = happened(socket, 'response.completed');
  socket./*@responses*/ send(ask('responses'));
  await first;
  const conversation = new Conversation(socket);
  for (let turn = 0; turn < 3; turn++) await conversation.ask('cell:method');
  const last = happened(socket, 'response.completed');
  setTimeout(() => socket./*@timed*/ send(ask('timed')), 3);
  const { response } = await last;
  const answered = happened(socket, 'response.completed');
  socket./*@continued*/ send({ ...ask('continued'), previous_response_id: response.id });
  await answered;
  socket.close();
}

/** Each answer sends for the next. */
async function chained() {
  const socket = new ResponsesWS(client);
  await opened(socket.socket);
  let left = 4;
  const over = new Promise((resolve) => {
    socket.on('response.completed', () => {
      if (left-- === 0) resolve();
      else socket./*@chained*/ send(ask('chained'));
    });
  });
  socket./*@began*/ send(ask('began'));
  await over;
  socket.close();
}

async function realtime() {
  const session = new OpenAIRealtimeWS({ model: 'gpt-realtime' }, secured);
  await happened(session, 'session.created');
  const content = [{ type: 'input_text', text: 'Hello.' }];
  session.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
  for (let turn = 0; turn < 3; turn++) {
    const done = happened(session, 'response.done');
    session./*@realtime*/ send({ type: 'response.create', response: { instructions: 'cell:realtime' } });
    await done;
  }
  session.close();
}

async function main() {
  await responses();
  await chained();
  await realtime();
}

main();
