// Gemini Live over WebSocket: one turn of the model among those of a session, also on Vertex AI.
// https://ai.google.dev/api/live and the types of @google/genai 3.1
// Not seen at the live service: with which message the usage of a turn comes, and what follows a call of tools.
import { isObject } from '../../base/shape';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, lengthOf, listOf, nameOf, numberOf, objectOf, textOf, updateFields } from '../json';
import type { PromptPiece } from '../promptParts';
import { readError } from '../readError';
import type { BodyFacts, MessageReader } from '../styleDefinition';
import { countFunctions, GeminiParts } from './geminiParts';
import { geminiPreface, geminiTurns } from './geminiPrompt';
import { normaliseGeminiUsage } from './geminiUsage';
import { spokenPiece } from './messagesPrompt';

export const geminiLive = defineWireStyle({
  id: 'gemini.live.ws',
  framing: 'lines',
  endsUnmarked: true,
  answerName: 'a turn of Gemini Live',
  describeBody,
  describePrompt: ({ setup }, messages) => [
    ...geminiPreface(objectOf(setup)),
    ...messages.flatMap(liveTurns),
  ],
  openReader: (answer) => new LiveReader(answer),
});

/** What asks for the turn, together with what the session was opened with. Each turn goes on from those before. */
function describeBody({ setup, clientContent }: JsonObject): BodyFacts {
  const session = objectOf(setup);
  return {
    streamed: true,
    model: nameOf(textOf(session.model).split('/').at(-1)),
    messageCount: lengthOf(objectOf(clientContent).turns),
    toolCount: countFunctions(session.tools),
    maxOutputTokens: numberOf(objectOf(session.generationConfig).maxOutputTokens),
    continues: true,
  };
}

/** What one message adds to the conversation: what was said, typed in, or found out by tools. */
function liveTurns({ clientContent, realtimeInput, toolResponse }: JsonObject): PromptPiece[] {
  const responses = listOf(objectOf(toolResponse).functionResponses);
  return [
    ...geminiTurns(objectOf(clientContent).turns),
    ...spokenPiece('user', objectOf(realtimeInput).text),
    ...geminiTurns(
      responses.length > 0
        ? { parts: responses.map((functionResponse) => ({ functionResponse })) }
        : undefined,
    ),
  ];
}

class LiveReader implements MessageReader {
  private readonly parts: GeminiParts;
  private usage: JsonObject = {};
  private isGenerated = false;

  constructor(private readonly answer: Answer) {
    this.parts = new GeminiParts(answer);
  }

  readEvent(message: JsonObject): boolean {
    const { serverContent, toolCall, usageMetadata } = message;
    const error = readError(message);
    if (error) this.answer.fail(error);
    this.readContent(objectOf(serverContent));
    const calls = listOf(objectOf(toolCall).functionCalls).map(objectOf);
    for (const call of calls) this.parts.readCall(call);
    if (calls.length > 0) this.answer.finish('toolCall');
    if (isObject(usageMetadata)) this.addUsage(usageMetadata);
    return [serverContent, toolCall, usageMetadata, error].some((member) => member !== undefined);
  }

  readDocument(): boolean {
    return false;
  }

  private readContent(content: JsonObject): void {
    this.parts.read(objectOf(content.modelTurn).parts);
    this.answer.addAudio('', textOf(objectOf(content.outputTranscription).text));
    if (content.interrupted === true) this.answer.finish('cancelled:interrupted');
    if (content.generationComplete === true) this.markGenerated('generationComplete');
    if (content.turnComplete !== true) return;
    this.markGenerated('turnComplete');
    const reason = textOf(content.turnCompleteReason);
    if (reason !== 'TURN_COMPLETE_REASON_UNSPECIFIED') this.answer.finish(reason);
  }

  /** The turn may be complete only when all sound would have been played: the model was done before. */
  private markGenerated(marker: string): void {
    if (this.isGenerated) return;
    this.isGenerated = true;
    this.answer.markEnd(marker);
  }

  private addUsage(usage: JsonObject): void {
    this.usage = updateFields(this.usage, usage);
    this.answer.reportUsage(normaliseGeminiUsage(this.usage));
  }
}
