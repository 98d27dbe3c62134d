import type { Node } from 'jsonc-parser';
import { KEY_SHAPES } from './keyShapes';
import type { SuiteText, TextRange } from './suiteText';

/** What to do about a key in the file. */
export const KEY_ADVICE =
  'Write { "env": "NAME" } for an environment variable, or { "secret": "name" } for the editor’s secret storage, and make the key invalid if this file was ever shared.';

/** Names of settings and query parameters that hold secrets. */
const SECRET_SETTING =
  /^(?:keys?|token|cookie|sig)$|authorization|secret|passw(?:or)?d|credential|(?:api|access|auth|account|subscription|private|bearer|session)[-_]?(?:keys?|token)$/i;

/** Names of headers and environment variables that hold secrets. */
const SECRET_HEADER = new RegExp(`${SECRET_SETTING.source}|(?:^|[-_])(?:keys?|token|pat)$`, 'i');

/** Whether an environment variable of this name holds a secret. */
export function isSecretVariable(name: string): boolean {
  return SECRET_HEADER.test(name);
}

/**
 * Reports keys that are written into a suite. None is repeated in a message. Works on any text that is JSON so far as it
 * goes, since a key is wrong in a file that has other faults too.
 */
export function reportKeys(suiteText: SuiteText): void {
  if (suiteText.root) visit(suiteText.root, '', SECRET_SETTING, suiteText);
  for (const { index, 0: key } of suiteText.text.matchAll(KEY_SHAPES)) {
    const range = { offset: index, length: key.length };
    if (!suiteText.hasErrorOver(range)) reportKey(range, 'This looks like a key.', suiteText);
  }
}

/**
 * @param name of the setting that the node is, or that is the list that holds it
 * @param secret what names of secrets look like where the node is
 */
function visit(node: Node, name: string, secret: RegExp, suiteText: SuiteText): void {
  if (node.type === 'string') reportText(node, name, secret.test(name), suiteText);
  for (const child of node.children ?? []) {
    if (child.type !== 'property') {
      visit(child, name, secret, suiteText);
      continue;
    }
    const [{ value: childName }, value] = child.children as [Node, Node?];
    // Cases hold code, which may have any names.
    if (!value || (childName === 'cases' && !node.parent)) continue;
    visit(value, childName, name === 'headers' ? SECRET_HEADER : SECRET_SETTING, suiteText);
  }
}

function reportText(node: Node, name: string, isSecret: boolean, suiteText: SuiteText): void {
  if (name === 'env' || name === 'secret') {
    if (/^[0-9a-f]{32,}$/i.test(node.value))
      reportKey(node, 'This looks like a key, not the name of one.', suiteText);
  } else if (isSecret && node.value !== '') {
    reportKey(node, `The value of "${name}" is written into the file.`, suiteText);
  } else if (/^[a-z]+:\/\//i.test(node.value)) {
    reportUrl(node, suiteText);
  }
}

function reportUrl(node: Node, suiteText: SuiteText): void {
  const what = describeKeyInUrl(node.value);
  if (what) reportKey(node, what, suiteText);
}

/** What of a URL is a secret, in words that do not repeat it. */
export function describeKeyInUrl(url: string): string | undefined {
  if (/^[a-z]+:\/\/[^/?#]*@/i.test(url)) return 'A user name or password is part of this URL.';
  const query = url.split('?').slice(1).join('&');
  const names = [...new URLSearchParams(query).keys()];
  return names.some((name) => SECRET_SETTING.test(name)) ? 'A key is part of this URL.' : undefined;
}

function reportKey(range: TextRange, what: string, suiteText: SuiteText): void {
  suiteText.add(range, { kind: 'meaning', severity: 'error', message: `${what} ${KEY_ADVICE}` });
}
