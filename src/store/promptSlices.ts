import type { AttemptId } from '../base/units';
import type { PromptPart } from '../model/prompt';
import type { PackedPrompt, PromptSlice } from '../protocol/traceFile';

type Prompt = readonly PromptPart[];

/** Where a part was met last. */
interface Occurrence {
  attempt: AttemptId;
  prompt: Prompt;
  at: number;
}

/**
 * Packs the prompts of a trace one after the other: a loop's prompt repeats the one before, and adds a little. Parts that
 * are the same are the same objects, as in all prompts of a run.
 */
export class PromptPacker {
  private readonly lastOf = new Map<PromptPart, Occurrence>();
  private readonly packed = new Set<AttemptId>();

  pack(attempt: AttemptId, prompt: Prompt): PackedPrompt<PromptPart> {
    const pieces = [...this.cut(prompt)];
    // A second prompt of the same name could not be told from the first.
    if (!this.packed.has(attempt)) this.note(attempt, prompt);
    this.packed.add(attempt);
    return pieces;
  }

  private *cut(prompt: Prompt): Generator<PromptPart | PromptSlice> {
    for (let at = 0; at < prompt.length; ) {
      const part = prompt[at] as PromptPart;
      const known = this.lastOf.get(part);
      const count = known ? countAlike(prompt, at, known) : 1;
      yield known ? [known.attempt, known.at, count] : part;
      at += count;
    }
  }

  /** Changes what is there in place: this is done for every part of every prompt. */
  private note(attempt: AttemptId, prompt: Prompt): void {
    for (const [at, part] of prompt.entries()) {
      const known = this.lastOf.get(part);
      if (!known) this.lastOf.set(part, { attempt, prompt, at });
      else [known.attempt, known.prompt, known.at] = [attempt, prompt, at];
    }
  }
}

/** How many parts from a place on are those that followed there. */
function countAlike(prompt: Prompt, from: number, known: Occurrence): number {
  let count = 1;
  while (from + count < prompt.length && prompt[from + count] === known.prompt[known.at + count]) count++;
  return count;
}

/** Reads packed prompts in the order in which they were packed; what they have in common they share. */
export class PromptUnpacker {
  private readonly known = new Map<string, Prompt>();

  /** Undefined when it has parts in common with one that can't be read, or more than any prompt has. */
  unpack(attempt: AttemptId, pieces: PackedPrompt<PromptPart>): Prompt | undefined {
    const parts: PromptPart[] = [];
    for (const piece of pieces) {
      const more = isSlice(piece) ? this.read(piece) : [Object.freeze(piece)];
      if (!more || parts.length + more.length > maxParts) return undefined;
      for (const part of more) parts.push(part);
    }
    if (!this.known.has(attempt)) this.known.set(attempt, parts);
    return Object.freeze(parts);
  }

  private read([attempt, from, count]: PromptSlice): Prompt | undefined {
    const parts = this.known.get(attempt)?.slice(from, from + count);
    return parts?.length === count ? parts : undefined;
  }
}

/** Slices of slices could make a small file fill all memory. */
const maxParts = 100_000;

function isSlice(piece: PromptPart | PromptSlice): piece is PromptSlice {
  return Array.isArray(piece);
}
