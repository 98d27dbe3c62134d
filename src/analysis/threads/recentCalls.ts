import type { ConversationCall } from './conversationCall';

/** Calls that share a key are told apart by what else is known; so many of the latest are looked at. */
const MOST_CANDIDATES = 32;

/** Calls by something that they share, the latest last. */
export class RecentCalls<Key> {
  readonly #byKey = new Map<Key, ConversationCall[]>();

  add(key: Key, call: ConversationCall): void {
    const known = this.#byKey.get(key);
    if (!known) this.#byKey.set(key, [call]);
    else if (known.at(-1) !== call) {
      known.push(call);
      if (known.length > MOST_CANDIDATES) known.shift();
    }
  }

  get(key: Key): readonly ConversationCall[] {
    return this.#byKey.get(key) ?? none;
  }
}

const none: readonly ConversationCall[] = [];
