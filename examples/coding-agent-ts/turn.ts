import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionChunk,
  ChatCompletionMessageFunctionToolCall,
} from 'openai/resources/chat/completions';

/** Reads one streamed answer: hands on its text as it comes and returns the whole as a message. */
export async function readTurn(
  stream: AsyncIterable<ChatCompletionChunk>,
  onText: (text: string) => void,
): Promise<ChatCompletionAssistantMessageParam> {
  let content = '';
  const calls: ChatCompletionMessageFunctionToolCall[] = [];
  for await (const chunk of stream) {
    const delta = chunk.choices[0]?.delta;
    if (delta?.content) {
      content += delta.content;
      onText(delta.content);
    }
    for (const part of delta?.tool_calls ?? []) addToolCallPart(calls, part);
  }
  return { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}

/** The name of a tool comes first, its arguments follow in pieces. */
function addToolCallPart(
  calls: ChatCompletionMessageFunctionToolCall[],
  part: ChatCompletionChunk.Choice.Delta.ToolCall,
): void {
  const call = calls[part.index];
  if (call) {
    call.function.arguments += part.function?.arguments ?? '';
    return;
  }
  const { name = '', arguments: text = '' } = part.function ?? {};
  calls[part.index] = { id: part.id ?? '', type: 'function', function: { name, arguments: text } };
}
