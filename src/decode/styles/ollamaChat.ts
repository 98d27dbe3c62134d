// Ollama's native chat. https://docs.ollama.com/api/chat
// Its shapes are those of the server's and the SDK's sources; nothing was recorded from a running server.
import { defineWireStyle } from '../defineWireStyle';
import { lengthOf, listOf, objectOf } from '../json';
import { messagesPrompt } from './messagesPrompt';
import { describeOllamaBody, OllamaReader } from './ollamaReader';

export const ollamaChat = defineWireStyle({
  id: 'ollama.chat',
  streamsLines: true,
  answerName: "an answer of Ollama's chat",
  describeBody: (body) => ({
    ...describeOllamaBody(body),
    messageCount: lengthOf(body.messages),
    toolCount: listOf(body.tools).length,
  }),
  describePrompt: messagesPrompt,
  openReader: (answer) =>
    new OllamaReader(answer, (line) => {
      const { content, thinking, tool_calls: toolCalls } = objectOf(line.message);
      return { text: content, thinking, toolCalls };
    }),
});
