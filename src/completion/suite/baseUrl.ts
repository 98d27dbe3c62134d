import type { JSONPath } from 'jsonc-parser';
import { describeKeyInUrl, KEY_ADVICE } from './findKeys';
import type { SuiteText } from './suiteText';

/** Paths that an API's client adds by itself. */
const API_PATH = /\/(?:chat\/completions|completions|responses|fim\/completions|infill|api\/generate)$/;

/**
 * A base URL without slashes at its end. What is wrong with it is reported without repeating it, since it may come from
 * the environment and hold a key.
 */
export function readBaseUrl(written: string | undefined, path: JSONPath, suiteText: SuiteText): string {
  const problem = written === undefined ? MISSING : explainBaseUrl(written);
  if (problem) suiteText.error(path, problem);
  return (written ?? '').replace(/\/+$/, '');
}

const MISSING =
  'No server is named. Add "endpoint": { "baseUrl": … } with what stands before the path of the API, such as "https://api.openai.com/v1".';

function explainBaseUrl(written: string): string | undefined {
  const key = describeKeyInUrl(written);
  if (key) return `${key} ${KEY_ADVICE}`;
  if (!URL.canParse(written) || !/^https?:\/\/[^/]/i.test(written)) {
    return 'This is no URL of a server. It begins with http:// or https://, such as "http://127.0.0.1:8080/v1".';
  }
  if (/[?#]/.test(written))
    return 'A base URL has no ? and no #, since paths are put behind it. Leave them out.';
  const apiPath = API_PATH.exec(written.replace(/\/+$/, ''))?.[0];
  return apiPath && `The path of the API is added to the base URL. Leave ${apiPath} out.`;
}
