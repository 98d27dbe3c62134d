import type { Answer } from '../answer/answer';
import { type JsonObject, jsonTextOf, listOf, numberOf, objectOf, textOf } from '../json';
import { JsonPathWriter, type PathValue } from './jsonPathWriter';

/** Reads the parts of which Gemini's models compose what they say. https://ai.google.dev/api/caching#Part */
export class GeminiParts {
  private callCount = 0;
  /** Writes down the arguments of the call that is being streamed. */
  private writer = new JsonPathWriter();

  constructor(private readonly answer: Answer) {}

  /** Signatures, files and metadata are no output. */
  read(parts: unknown, choice = 0): void {
    for (const part of listOf(parts).map(objectOf)) {
      if (part.thought === true) this.answer.addReasoning(textOf(part.text), 'summary', choice);
      else this.answer.addText(textOf(part.text), choice);
      if (part.functionCall !== undefined) this.readCall(objectOf(part.functionCall), choice);
      this.readMedia(part);
      this.readServerTool(part, choice);
    }
  }

  /** A call comes as a whole, or is named first and followed by pieces of its arguments. */
  readCall(call: JsonObject, choice = 0): void {
    const name = textOf(call.name);
    const goesOn = call.willContinue === true;
    if (name !== '') this.begin();
    const pieces = listOf(call.partialArgs).map((piece) => this.writer.add(pathValueOf(objectOf(piece))));
    if (!goesOn) pieces.push(this.writer.end());
    const streamed = pieces.join('');
    const isWhole = name !== '' && !goesOn && streamed === '';
    const added = isWhole ? jsonTextOf(call.args ?? {}) : streamed;
    this.answer.addToolCall({ key: this.callCount, id: textOf(call.id), name }, added, choice);
  }

  private begin(): void {
    this.callCount += 1;
    this.writer = new JsonPathWriter();
  }

  private readMedia(part: JsonObject): void {
    const { mimeType, data } = objectOf(part.inlineData);
    if (textOf(mimeType).startsWith('audio/')) this.answer.addAudio(textOf(data), '');
    else this.answer.addImage(textOf(data));
    this.answer.addAudio('', textOf(objectOf(part.audioTranscription).text));
  }

  /** Tools that run on the server: nobody needs to answer them, so that they have no name. */
  private readServerTool(
    { executableCode, codeExecutionResult, toolCall }: JsonObject,
    choice: number,
  ): void {
    const written = [
      textOf(objectOf(executableCode).code),
      textOf(objectOf(codeExecutionResult).output),
      jsonTextOf(objectOf(toolCall).args),
    ];
    for (const text of written) this.answer.addToolCall({ key: 'server', id: '', name: '' }, text, choice);
  }
}

function pathValueOf(piece: JsonObject): PathValue {
  const { stringValue, numberValue, boolValue } = piece;
  const isText = typeof stringValue === 'string';
  const other = typeof boolValue === 'boolean' ? boolValue : (numberOf(numberValue) ?? null);
  return {
    path: textOf(piece.jsonPath),
    value: isText ? stringValue : other,
    goesOn: isText && piece.willContinue === true,
  };
}

/** Functions among the tools that a request offers; each tool may declare many. */
export function countFunctions(tools: unknown): number {
  const declared = listOf(tools).map(objectOf);
  return declared.reduce(
    (sum, tool) => sum + listOf(tool.functionDeclarations ?? tool.function_declarations).length,
    0,
  );
}
