import type { PromptPart } from '../model/prompt';

/** Lets all prompts of a run share the parts that they have in common: a loop repeats nearly all of them each turn. */
export class SharedParts {
  private readonly known = new Map<string, PromptPart[]>();

  share(parts: readonly PromptPart[]): readonly PromptPart[] {
    return Object.freeze(parts.map((part) => this.shareOne(part)));
  }

  /** Parts that say the same may still be marked or not. */
  private shareOne(part: PromptPart): PromptPart {
    const alike = this.known.get(part.digest);
    if (!alike) this.known.set(part.digest, [part]);
    const known = alike?.find((other) => isSame(other, part));
    if (alike && !known) alike.push(part);
    return known ?? part;
  }
}

function isSame(one: PromptPart, other: PromptPart): boolean {
  const [ids, otherIds] = [one.toolCalls ?? [], other.toolCalls ?? []];
  return (
    one.kind === other.kind &&
    one.cacheMark === other.cacheMark &&
    ids.length === otherIds.length &&
    ids.every((id, index) => id === otherIds[index])
  );
}
