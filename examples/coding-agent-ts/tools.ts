import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions';
import { say } from '../shared/terminal.js';
import { fetchDocs, readTextFile, runScript, searchFiles } from '../shared/tools.js';

/** What the model may call. */
export const tools: ChatCompletionFunctionTool[] = [
  describeTool('search_files', 'Find the lines of the shop that contain a word.', 'word'),
  describeTool('read_file', 'Read one file of the shop, as in shop/cart.js.', 'path'),
  describeTool('fetch_docs', 'Ask the documentation service about a topic.', 'topic'),
  describeTool('run_checks', 'Run the shop’s checks and see which carts add up.'),
];

function describeTool(name: string, description: string, parameter?: string): ChatCompletionFunctionTool {
  const properties = parameter ? { [parameter]: { type: 'string' } } : {};
  const parameters = { type: 'object', properties, required: Object.keys(properties) };
  return { type: 'function', function: { name, description, parameters } };
}

/** Runs one tool call and returns its result as text; what goes wrong is a result too. */
export async function runTool(call: { name: string; arguments: string }): Promise<string> {
  const input: Record<string, string> = JSON.parse(call.arguments || '{}');
  const result = await perform(call.name, input);
  const lines = result.trimEnd().split('\n').length;
  say(
    'tool',
    `${[call.name, ...Object.values(input)].join(' ')} (${lines} ${lines === 1 ? 'line' : 'lines'})`,
  );
  return result;
}

async function perform(
  name: string,
  { word = '', path = '', topic = '' }: Record<string, string>,
): Promise<string> {
  switch (name) {
    case 'search_files':
      return searchFiles('shop', word);
    case 'read_file':
      return readTextFile(path);
    case 'fetch_docs':
      return fetchDocs(topic);
    case 'run_checks':
      return runScript('shop/checks.js');
    default:
      return `There is no tool ${name}.`;
  }
}
