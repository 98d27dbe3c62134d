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
  const found = suiteText.root ? findInSettings(suiteText.root, '', SECRET_SETTING) : [];
  const shapes = [...suiteText.text.matchAll(KEY_SHAPES)].map(({ index, 0: key }) => ({
    offset: index,
    length: key.length,
    what: 'This looks like a key.',
  }));
  const others = shapes.filter(({ offset }) => !found.some((setting) => isIn(offset, setting)));
  for (const { what, ...range } of [...found, ...others]) {
    suiteText.add(range, { kind: 'meaning', severity: 'error', message: `${what} ${KEY_ADVICE}` });
  }
}

/** A part of the text that is a key or holds one. */
interface WrittenKey extends TextRange {
  readonly what: string;
}

function isIn(offset: number, range: TextRange): boolean {
  return range.offset <= offset && offset < range.offset + range.length;
}

/**
 * @param name of the setting that the node is, or that is the list that holds it
 * @param secret what names of secrets look like where the node is
 */
function findInSettings(node: Node, name: string, secret: RegExp): WrittenKey[] {
  if (node.type === 'string') {
    const what = describeKey(node.value, name, secret);
    return what ? [{ offset: node.offset, length: node.length, what }] : [];
  }
  return (node.children ?? []).flatMap((child) => {
    if (child.type !== 'property') return findInSettings(child, name, secret);
    const [{ value: childName }, value] = child.children as [Node, Node?];
    // Cases hold code, which may have any names.
    if (!value || (childName === 'cases' && !node.parent)) return [];
    return findInSettings(value, childName, name === 'headers' ? SECRET_HEADER : SECRET_SETTING);
  });
}

/** What of a text is a key, in words that do not repeat it. */
function describeKey(text: string, name: string, secret: RegExp): string | undefined {
  if (name === 'env' || name === 'secret') {
    return /^[0-9a-f]{32,}$/i.test(text) ? 'This looks like a key, not the name of one.' : undefined;
  }
  if (secret.test(name) && text !== '') return `The value of "${name}" is written into the file.`;
  return /^[a-z]+:\/\//i.test(text) ? describeKeyInUrl(text) : undefined;
}

/** What of a URL is a secret, in words that do not repeat it. */
export function describeKeyInUrl(url: string): string | undefined {
  if (/^[a-z]+:\/\/[^/?#]*@/i.test(url)) return 'A user name or password is part of this URL.';
  const query = url.split('?').slice(1).join('&');
  const names = [...new URLSearchParams(query).keys()];
  return names.some((name) => SECRET_SETTING.test(name)) ? 'A key is part of this URL.' : undefined;
}
