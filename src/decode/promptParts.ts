import { hash } from 'node:crypto';
import type { PromptPart, PromptPartKind } from '../model/prompt';
import { canonicalTextOf } from './canonicalText';
import { nameOf } from './json';
import { maxPromptParts } from './limits';

/** One part of a request's prompt with what it says. Holds content: it must not be stored. */
export interface PromptPiece {
  readonly kind: PromptPartKind;
  /** JSON value. */
  readonly says: unknown;
  /** What may be ids of the tool calls that it makes or gives the results of. */
  readonly toolCalls?: readonly unknown[];
  /** The client asks for a cache up to here in another place than within `says`. */
  readonly cacheMark?: boolean;
}

/** Is told each part of a prompt while what it says is at hand. */
export type PartListener = (part: PromptPart, says: unknown) => void;

/**
 * The parts of a prompt without what they say.
 * @returns undefined when there are none, or more than any honest prompt has
 */
export function describePrompt(
  pieces: readonly PromptPiece[],
  onPart: PartListener = () => {},
): readonly PromptPart[] | undefined {
  if (pieces.length === 0 || pieces.length > maxPromptParts) return undefined;
  const parts = pieces.map(describePart);
  parts.forEach((part, index) => {
    onPart(part, pieces[index]?.says);
  });
  return Object.freeze(parts);
}

function describePart({ kind, says, toolCalls = [], cacheMark }: PromptPiece): PromptPart {
  const { text, isMarked } = canonicalTextOf(says);
  const ids = toolCalls.flatMap((id) => nameOf(id) ?? []);
  return Object.freeze({
    kind,
    digest: hash('sha256', text).slice(0, 16),
    chars: text.length,
    ...(ids.length > 0 && { toolCalls: Object.freeze(ids) }),
    ...((isMarked || cacheMark) && { cacheMark: true }),
  });
}
