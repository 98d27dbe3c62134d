import type { ConversationCall } from './conversationCall';

/** Calls that share a key are told apart by what else is known; so many of the latest are looked at. */
const MOST_CANDIDATES = 32;

/** Calls by something that they share, the latest last. */
export class RecentCalls<Key> {
  /** Most keys have one call alone. */
  readonly #byKey = new Map<Key, ConversationCall | ConversationCall[]>();

  add(key: Key, call: ConversationCall): void {
    const known = this.#byKey.get(key);
    if (!known) this.#byKey.set(key, call);
    else if (!Array.isArray(known)) {
      if (known !== call) this.#byKey.set(key, [known, call]);
    } else if (known.at(-1) !== call) {
      known.push(call);
      if (known.length > MOST_CANDIDATES) known.shift();
    }
  }

  get(key: Key): readonly ConversationCall[] {
    const known = this.#byKey.get(key);
    if (!known) return none;
    return Array.isArray(known) ? known : [known];
  }
}

const none: readonly ConversationCall[] = [];
