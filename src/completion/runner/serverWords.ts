const LONGEST_QUOTE = 200;
/** So many characters in a row that are also in a credential are too many; servers repeat keys in part. */
const CREDENTIAL_RUN = 5;
/** As many of a prompt or an answer: shorter ones are words of the language. */
const CONTENT_RUN = 16;

/** What must not be repeated to anybody. */
export interface Unspeakable {
  readonly credentials: readonly string[];
  readonly content: readonly string[];
}

/**
 * What a server said about an error, in one line, for a message that is kept. Undefined when it said nothing, or
 * repeated any of what is a credential, or of a prompt or an answer.
 * @param body text of the answer, or the message itself
 */
export function quoteServer(body: string, { credentials, content }: Unspeakable): string | undefined {
  const words = readMessage(body).replace(/\s+/g, ' ').trim();
  if (words === '' || words.startsWith('<')) return undefined;
  const isPrivate =
    credentials.some((text) => shareRun(words, text, CREDENTIAL_RUN)) ||
    content.some((text) => shareRun(words, text.replace(/\s+/g, ' '), CONTENT_RUN));
  if (isPrivate) return undefined;
  return words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words;
}

/** Error bodies are `{"error": {"message"}}`, `{"error": "…"}`, `{"message"}` or `{"detail"}`, by provider. */
function readMessage(body: string): string {
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return body;
  }
  for (const name of ['error', 'detail', 'message']) {
    if (typeof said === 'object' && said !== null && name in said) said = said[name as keyof typeof said];
  }
  return typeof said === 'string' ? said : '';
}

/** Whether so many characters in a row of one text, or all of it when it is shorter, are in the other too. */
function shareRun(words: string, text: string, length: number): boolean {
  if (text.length <= length) return text !== '' && words.includes(text);
  const runs = new Set<string>();
  for (let at = 0; at + length <= text.length; at++) runs.add(text.slice(at, at + length));
  for (let at = 0; at + length <= words.length; at++) if (runs.has(words.slice(at, at + length))) return true;
  return false;
}
