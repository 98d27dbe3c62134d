/**
 * Has a client read samples and prints, a line each, what it gave the program.
 * @param mark of the call in `take`
 * @param take asks below the given URL, under which the sample is the answer to everything, and adds what it gets
 */
export async function replay(mark, samples, take) {
  for (const sample of samples) {
    const given = { mark, sample, text: '', toolCalls: [], usage: null, failed: false };
    try {
      await take(`${process.env.REPLAY_URL}/sample/${sample}`, given);
    } catch {
      given.failed = true;
    }
    console.log(JSON.stringify(given));
  }
}

/** Adds the pieces of tool calls as Chat Completions streams them. */
export function addToolCalls(given, pieces = []) {
  for (const { index, function: called } of pieces) {
    given.toolCalls[index] ??= { name: '', arguments: '' };
    given.toolCalls[index].name += called.name ?? '';
    given.toolCalls[index].arguments += called.arguments ?? '';
  }
}

/** Adds what the chunks of Chat Completions hold of the first choice. */
export async function addChunks(given, chunks, countTokens = countChatTokens) {
  for await (const { choices, usage } of chunks) {
    const delta = choices?.[0]?.delta;
    given.text += delta?.content ?? '';
    addToolCalls(given, delta?.tool_calls);
    if (usage) given.usage = countTokens(usage);
  }
}

export function countChatTokens({ prompt_tokens, completion_tokens }) {
  return { inputTokens: prompt_tokens, outputTokens: completion_tokens };
}
