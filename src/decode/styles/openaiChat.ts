// OpenAI Chat Completions, and what compatible servers make of it.
// https://platform.openai.com/docs/api-reference/chat
// Read in types of released SDKs: OpenAI, Azure, Mistral (also FIM, which answers like chat), Groq, Together, OpenRouter.
// Known from documentation or other clients alone: DeepSeek, xAI, Perplexity, Fireworks, GitHub Copilot and Models,
// LiteLLM. Not checked against any service: that streams of Together, Perplexity and xAI end with `[DONE]`, and that what
// Copilot and Perplexity stream of reasoning is a summary.
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, jsonTextOf, lengthOf, listOf, nameOf, numberOf, objectOf, textOf } from '../json';
import type { MessageReader } from '../styleDefinition';
import { ChatEnvelope } from './chatEnvelope';
import { readChatReasoning } from './chatReasoning';
import { messagesPrompt } from './messagesPrompt';
import { modelInPath } from './modelInPath';
import { textPrompt } from './textPrompt';

export const openaiChat = defineWireStyle({
  id: 'openai.chat',
  answerName: 'a Chat Completions answer',
  describeBody: (body, url) => ({
    streamed: body.stream === true,
    model: nameOf(body.model) ?? modelInPath(url.pathname),
    messageCount: lengthOf(body.messages),
    toolCount: listOf(body.tools ?? body.functions).length,
    maxOutputTokens: numberOf(body.max_completion_tokens) ?? numberOf(body.max_tokens),
  }),
  describePrompt: (body) => [...messagesPrompt(body), ...textPrompt(body)],
  openReader: (answer) => new ChatReader(answer),
});

export class ChatReader implements MessageReader {
  private readonly envelope: ChatEnvelope;

  constructor(private readonly answer: Answer) {
    this.envelope = new ChatEnvelope(answer);
  }

  /** Only `delta` counts: some servers repeat the text so far beside it. */
  readEvent(chunk: JsonObject, name: string | undefined): boolean {
    const isKnown = this.envelope.read(chunk, name);
    for (const [choice, index] of this.envelope.choicesOf(chunk))
      this.readSaid(objectOf(choice.delta), index);
    return isKnown;
  }

  readDocument(document: JsonObject): boolean {
    if (!Array.isArray(document.choices)) return false;
    this.envelope.read(document);
    for (const [choice, index] of this.envelope.choicesOf(document))
      this.readSaid(objectOf(choice.message), index);
    return true;
  }

  /** Reads a `delta` or `message`: they have the same members. */
  private readSaid(said: JsonObject, choice: number): void {
    readChatReasoning(said, choice, this.answer);
    this.answer.addText(contentTextOf(said.content), choice);
    this.answer.addRefusal(textOf(said.refusal), choice);
    for (const tool of listOf(said.tool_calls)) this.readTool(objectOf(tool), choice);
    if (said.function_call) this.readTool({ index: 'function_call', function: said.function_call }, choice);
    const audio = objectOf(said.audio);
    this.answer.addAudio(textOf(audio.data), textOf(audio.transcript));
  }

  private readTool(tool: JsonObject, choice: number): void {
    const called = objectOf(tool.function ?? tool.custom);
    const key = typeof tool.index === 'string' ? tool.index : numberOf(tool.index);
    const delta = { key, id: textOf(tool.id), name: textOf(called.name) };
    this.answer.addToolCall(delta, jsonTextOf(called.arguments ?? called.input), choice);
  }
}

/** Content is a string or, with Mistral, a list of parts. */
function contentTextOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts = listOf(content).map(objectOf);
  return parts.map((part) => (part.type === 'text' ? textOf(part.text) : '')).join('');
}
