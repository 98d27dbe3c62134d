// Ollama's native generation: a prompt goes on, or with a `suffix` what is between the two is filled in.
// https://docs.ollama.com/api/generate
// Its shapes are those of the server's and the SDK's sources; nothing was recorded from a running server.
import { defineWireStyle } from '../defineWireStyle';
import { listOf } from '../json';
import { spokenPiece, systemPieces } from './messagesPrompt';
import { describeOllamaBody, OllamaReader } from './ollamaReader';
import { textPrompt } from './textPrompt';

export const ollamaGenerate = defineWireStyle({
  id: 'ollama.generate',
  streamsLines: true,
  answerName: "an answer of Ollama's generation",
  describeBody: (body) => ({
    ...describeOllamaBody(body),
    // What an earlier answer gave as its context stands for all that was said until then.
    ...(listOf(body.context).length > 0 && { continues: true }),
  }),
  describePrompt: (body) => [
    ...spokenPiece('other', body.context),
    ...systemPieces(body.system),
    ...textPrompt(body),
    ...listOf(body.images).flatMap((image) => spokenPiece('user', image)),
  ],
  openReader: (answer) =>
    new OllamaReader(answer, ({ response, thinking, tool_calls: toolCalls }) => ({
      text: response,
      thinking,
      toolCalls,
    })),
});
