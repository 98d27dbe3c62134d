import type { JSONPath } from 'jsonc-parser';
import type { SuiteTarget } from './suite';
import type { SuiteText } from './suiteText';

/** Fields of a request's body that say what is asked for: they come from the case, the model and the runner. */
const OWN_FIELDS = new Set([
  'model',
  'stream',
  'messages',
  'input',
  'instructions',
  'prompt',
  'suffix',
  'system',
  'input_prefix',
  'input_suffix',
]);

/** Reports parameters that would take the place of what Latency Lens puts into a request. */
export function checkParameters(
  parameters: Readonly<Record<string, unknown>>,
  path: JSONPath,
  suiteText: SuiteText,
): void {
  for (const name of Object.keys(parameters)) {
    if (OWN_FIELDS.has(name)) suiteText.error([...path, name], explainOwnField(name));
  }
}

function explainOwnField(name: string): string {
  if (name === 'model') return 'The model is no parameter. Write it as "model" of the suite.';
  if (name === 'stream')
    return 'Every request is streamed, since that is what is measured. Leave "stream" out.';
  return 'This is made from the case and from "prompt". Leave it out here.';
}

/**
 * Warns of prompt settings that do not do what they seem to.
 * @param placeOf where a setting is written: with the model or with the suite
 */
export function checkPrompt(
  { api, prompt }: SuiteTarget,
  placeOf: (name: 'system' | 'template') => JSONPath,
  suiteText: SuiteText,
): void {
  const hasSystem = api === 'chat' || api === 'responses' || api === 'ollamaGenerate';
  if (prompt.system !== undefined && !hasSystem) {
    suiteText.warn(
      placeOf('system'),
      `Requests of "${api}" have no place for a system message: "system" is not sent.`,
    );
  }
  // A prefix of its own is in every request of llama.cpp.
  const needsPrefix = prompt.template !== undefined && api !== 'llamacppInfill';
  if (needsPrefix && !prompt.template?.includes('{prefix}')) {
    const message = 'The template has no {prefix}, so the model does not see the code before the cursor.';
    suiteText.warn(placeOf('template'), message);
  }
}
