import type { PromptPart } from '../model/prompt';

/** Lets all prompts of a run share the parts that they have in common: a loop repeats nearly all of them each turn. */
export class SharedParts {
  private readonly known = new Map<string, PromptPart>();

  share(parts: readonly PromptPart[]): readonly PromptPart[] {
    return Object.freeze(parts.map((part) => this.shareOne(part)));
  }

  private shareOne(part: PromptPart): PromptPart {
    const { kind, digest, toolCalls = [], cacheMark } = part;
    const key = [digest, kind, cacheMark, ...toolCalls].join(' ');
    const known = this.known.get(key);
    if (known) return known;
    this.known.set(key, part);
    return part;
  }
}
