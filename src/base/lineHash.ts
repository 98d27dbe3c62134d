import { hash } from 'node:crypto';

/**
 * Tells a line of source from another without keeping it: the first 12 hex digits of the SHA-256 of its text, white
 * space evened out, so that a line that was only indented anew stays the same.
 */
export function hashLine(text: string): string {
  return shortHash(text.trim().replace(/\s+/g, ' '));
}

/** Tells a whole text from another in the same way. Line ends and a byte order mark don't count: editors change them. */
export function hashText(text: string): string {
  return shortHash(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
}

function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 12);
}
