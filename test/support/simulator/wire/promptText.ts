import type { Json } from './wireStyle';

/** The members of a list in a request body; none when the field is something else. */
export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

/** The text of a message content in any of the styles: a string, or blocks of which some have text. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((block) => (typeof block.text === 'string' ? block.text : ''))
    .join('');
}

/** One text for a list of prompt parts, for counting tokens and for the prompt cache; a part begins with a new token. */
export function renderParts(parts: readonly unknown[]): string {
  return parts.map((part) => `\n${JSON.stringify(part)}`).join('');
}
