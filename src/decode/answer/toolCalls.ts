import { clip } from '../clip';
import { maxParts } from '../limits';
import type { DecodedToolCall } from '../wireDecoder';
import { KeptText, type TextBudget } from './keptText';

/** One tool call that is being streamed. */
export interface ToolCallDraft {
  readonly id: string;
  name: string;
  readonly arguments: KeptText;
}

/** Where a delta belongs, as far as it says so. */
export interface ToolCallDelta {
  /** Place of the call in the answer, or the item it belongs to; undefined when the server leaves it out. */
  readonly key?: string | number;
  readonly id: string;
  readonly name: string;
}

/** Tool calls of one response, in the order in which they were begun. */
export class ToolCalls {
  private readonly drafts: ToolCallDraft[] = [];
  private readonly byKey = new Map<string | number, ToolCallDraft>();

  constructor(private readonly budget: TextBudget) {}

  /**
   * The call that a delta goes on with, or a new one. Servers differ: most give every delta an index, some none at
   * all, some the same index to every call, some repeat id and name with every piece of the arguments.
   */
  draftFor(delta: ToolCallDelta): ToolCallDraft | undefined {
    const open = delta.key === undefined ? this.drafts.at(-1) : this.byKey.get(delta.key);
    if (open && !beginsAnother(open, delta)) return open;
    if (this.drafts.length === maxParts) return undefined;
    const draft = { id: clip(delta.id), name: '', arguments: new KeptText(this.budget) };
    this.drafts.push(draft);
    if (delta.key !== undefined) this.byKey.set(delta.key, draft);
    return draft;
  }

  /** Calls without a name are left out: nobody could answer them. */
  list(): DecodedToolCall[] {
    const named = this.drafts.filter((draft) => draft.name !== '');
    return named.map((draft) => ({
      id: draft.id || undefined,
      name: draft.name,
      arguments: draft.arguments.text,
      argumentChars: draft.arguments.chars,
    }));
  }
}

/** A name begins another call when its id is another one, or when there is nothing but the name to go by. */
function beginsAnother(open: ToolCallDraft, delta: ToolCallDelta): boolean {
  if (delta.name === '') return false;
  if (delta.id === '') return delta.key === undefined;
  return open.id !== '' && clip(delta.id) !== open.id;
}
