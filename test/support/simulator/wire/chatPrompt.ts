import { listOf, renderParts, textOf } from './promptText';
import type { Json, Prompt } from './wireStyle';

/** Reads a prompt that is a list of messages with roles. */
export function readChatPrompt(body: Json): Prompt {
  const messages = listOf(body.messages);
  const systems = messages.filter((message) => message.role === 'system' || message.role === 'developer');
  return {
    model: String(body.model),
    stream: body.stream === true,
    system: systems.map((message) => textOf(message.content)).join('\n'),
    firstUserText: textOf(messages.find((message) => message.role === 'user')?.content),
    toolResults: messages.filter((message) => message.role === 'tool').length,
    cacheable: renderParts([...listOf(body.tools), ...messages]),
    rest: '',
  };
}
