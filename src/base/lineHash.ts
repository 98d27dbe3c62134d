import { hash } from 'node:crypto';

/**
 * Tells a line of source from another without keeping it: the first 12 hex digits of the SHA-256 of its text, white
 * space evened out, so that a line that was only indented anew stays the same.
 */
export function hashLine(text: string): string {
  return hash('sha256', text.trim().replace(/\s+/g, ' ')).slice(0, 12);
}
