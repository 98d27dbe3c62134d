// OpenAI legacy Completions, which compatible servers keep for filling in code between a prompt and a suffix.
// https://platform.openai.com/docs/api-reference/completions
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, nameOf, numberOf, textOf } from '../json';
import type { MessageReader } from '../styleDefinition';
import { ChatEnvelope } from './chatEnvelope';
import { modelInPath } from './modelInPath';
import { textPrompt } from './textPrompt';

export const openaiCompletions = defineWireStyle({
  id: 'openai.completions',
  answerName: 'a Completions answer',
  describeBody: (body, url) => ({
    streamed: body.stream === true,
    model: nameOf(body.model) ?? modelInPath(url.pathname),
    maxOutputTokens: numberOf(body.max_tokens),
  }),
  describePrompt: textPrompt,
  openReader: (answer) => new CompletionsReader(answer),
});

class CompletionsReader implements MessageReader {
  private readonly envelope: ChatEnvelope;

  constructor(private readonly answer: Answer) {
    this.envelope = new ChatEnvelope(answer);
  }

  readEvent(chunk: JsonObject, name?: string): boolean {
    const isKnown = this.envelope.read(chunk, name);
    for (const [choice, index] of this.envelope.choicesOf(chunk))
      this.answer.addText(textOf(choice.text), index);
    return isKnown;
  }

  /** A document has the form of a chunk. */
  readDocument(document: JsonObject): boolean {
    return Array.isArray(document.choices) && this.readEvent(document);
  }
}
