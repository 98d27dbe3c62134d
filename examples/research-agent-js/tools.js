import { say } from '../shared/terminal.js';
import { fetchDocs, readTextFile, searchFiles } from '../shared/tools.js';

/**
 * What the model may call.
 * @type {import('@anthropic-ai/sdk').Anthropic.Tool[]}
 */
export const tools = [
  describeTool('search_notes', 'Find the lines of the notes that contain a word.', 'word'),
  describeTool('read_note', 'Read one note, as in notes/prices.md.', 'path'),
  describeTool('fetch_docs', 'Ask the documentation service about a topic.', 'topic'),
];

/**
 * @param {string} name
 * @param {string} description
 * @param {string} parameter
 * @returns {import('@anthropic-ai/sdk').Anthropic.Tool}
 */
function describeTool(name, description, parameter) {
  const properties = { [parameter]: { type: 'string' } };
  return { name, description, input_schema: { type: 'object', properties, required: [parameter] } };
}

/**
 * Runs one tool call and returns its result as text; what goes wrong is a result too.
 * @param {string} name
 * @param {unknown} input
 */
export async function runTool(name, input) {
  const fields = /** @type {Record<string, string>} */ (input);
  const result = await perform(name, fields);
  const lines = result.trimEnd().split('\n').length;
  say('tool', `${[name, ...Object.values(fields)].join(' ')} (${lines} ${lines === 1 ? 'line' : 'lines'})`);
  return result;
}

/**
 * @param {string} name
 * @param {Record<string, string>} input
 */
async function perform(name, { word = '', path = '', topic = '' }) {
  switch (name) {
    case 'search_notes':
      return searchFiles('notes', word);
    case 'read_note':
      return readTextFile(path);
    case 'fetch_docs':
      return fetchDocs(topic);
    default:
      return `There is no tool ${name}.`;
  }
}
