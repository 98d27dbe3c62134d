import type { Slot } from './asyncSlots';

const inherited = 1;
const reaction = 2;
const firstOther = 3;
/** Kinds of resources that are told apart by the length and the first letter of their name. */
const otherKinds = 1 << 12;

/**
 * What was created since the running context began, in order, and how that context itself came to be: numbers that are
 * the same when the program does the same. They tell code that comes by again and again, as a loop that reads a stream,
 * from code that does something else, without looking at any stack. Different lines can take the same path, so it says
 * what may be worth a capture, and never where the program is.
 */
export class ContextPath {
  #creation = 0;
  #origin = 0;
  #steps = 0;

  /**
   * Everything since the running context began, and the way on which it and the context before it came to be. It goes
   * no further back, or no two turns of a loop were alike.
   */
  get whole(): number {
    return mix(mix(seed, this.#steps), this.#origin);
  }

  /** Another context begins or goes on. @param slot its own */
  enter(slot: Slot | undefined): void {
    this.#creation = slot?.steps ?? 0;
    this.#origin = slot?.path ?? 0;
    this.#steps = 0;
  }

  /** Notes the way here on what is created now. */
  noteOn(slot: Slot): void {
    slot.steps = this.#steps;
    slot.path = mix(mix(seed, this.#steps), this.#creation);
  }

  /** A promise that is no reaction was created. */
  passPromise(): void {
    this.#step(inherited);
  }

  /** A reaction to a promise was created. */
  passReaction(): void {
    this.#step(reaction);
  }

  passOther(type: string): void {
    this.#step(firstOther + ((type.length * 128 + type.charCodeAt(0)) % otherKinds));
  }

  #step(what: number): void {
    this.#steps = mix(this.#steps, what);
  }
}

/** The beginning of FNV-1a: without one, what is mixed with itself would always be the same. */
const seed = 0x811c9dc5;

/** FNV-1a: each step changes all bits of the 32. */
function mix(hash: number, what: number): number {
  return Math.imul(hash ^ what, 0x01000193);
}
