import type { ConversationCall } from './conversationCall';
import type { Undoable } from './undoable';

/** Calls that share a key are told apart by what else is known; so many of the latest are looked at. */
const MOST_CANDIDATES = 32;

/** Calls by something that they share, the latest last. */
export class RecentCalls<Key> {
  /** Most keys have one call alone. */
  readonly #byKey = new Map<Key, ConversationCall | readonly ConversationCall[]>();
  readonly #changes: Undoable;

  constructor(changes: Undoable) {
    this.#changes = changes;
  }

  add(key: Key, call: ConversationCall): void {
    const known = this.get(key);
    if (known.length === 0) this.#changes.set(this.#byKey, key, call);
    else if (known.at(-1) !== call) {
      this.#changes.set(this.#byKey, key, [...known.slice(1 - MOST_CANDIDATES), call]);
    }
  }

  get(key: Key): readonly ConversationCall[] {
    const known = this.#byKey.get(key);
    if (!known) return none;
    return 'call' in known ? [known] : known;
  }
}

const none: readonly ConversationCall[] = [];
