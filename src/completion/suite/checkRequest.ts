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

/** Warns of prompt settings that the API of a target has no place for. */
export function checkPrompt({ api, prompt }: SuiteTarget, path: JSONPath, suiteText: SuiteText): void {
  const isFillIn = api === 'mistralFim' || api === 'llamacppInfill';
  if (prompt.system !== undefined && (isFillIn || api === 'completions')) {
    suiteText.warn(path, `Requests of "${api}" have no place for a system message: "system" is not sent.`);
  }
  if (prompt.template === undefined) return;
  if (isFillIn) {
    suiteText.warn(
      path,
      `Requests of "${api}" hold prefix and suffix by themselves: "template" is not used.`,
    );
  } else if (!prompt.template.includes('{prefix}')) {
    suiteText.warn(
      path,
      'The template has no {prefix}, so the model does not see the code before the cursor.',
    );
  }
}
