import type { JsonObject } from '../json';
import type { PromptPiece } from '../promptParts';
import { spokenPiece } from './messagesPrompt';

/** The prompt of a request that has a text go on, or filled in before a suffix. A text may be given as its tokens. */
export function textPrompt({ prompt, suffix }: JsonObject): PromptPiece[] {
  return [...spokenPiece('user', prompt), ...spokenPiece('other', suffix)];
}
