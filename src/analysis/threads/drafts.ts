import type { Milliseconds } from '../../base/units';
import type { ActivityId } from '../activity';
import type { ThreadDraft } from './draft';
import { type Conversation, partConversations } from './partConversations';
import type { Turn, TurnTree } from './turn';
import { firstCallOf } from './turn';
import { beginDraft, updateDraft } from './updateDraft';

/** What has changed among the drafts. */
export interface DraftChange {
  readonly touched: ReadonlySet<ThreadDraft>;
  /** From when on what is done may belong elsewhere than before; Infinity when all of it is where it was. */
  readonly from: Milliseconds;
}

/** The drafts of a run's threads, one for each conversation. */
export class Drafts {
  /** In the order they began. */
  all: readonly ThreadDraft[] = [];
  readonly #ofTree = new Map<TurnTree, readonly ThreadDraft[]>();
  readonly #byCall = new Map<ActivityId, ThreadDraft>();

  /** The draft of the thread that a call is part of. */
  ofCall(id: ActivityId): ThreadDraft | undefined {
    return this.#byCall.get(id);
  }

  /** Brings the drafts to what their conversations are now. @param trees that have changed */
  update(trees: readonly TurnTree[]): DraftChange {
    const known = new Map(trees.flatMap((tree) => this.#ofTree.get(tree) ?? []).map((one) => [one.id, one]));
    const touched = new Set<ThreadDraft>();
    const begun: ThreadDraft[] = [];
    let from = Number.POSITIVE_INFINITY;
    for (const tree of trees) {
      const drafts: ThreadDraft[] = [];
      for (const turns of partConversations(tree.turns)) {
        const before = known.get(firstCallOf(turns[0]).id);
        const draft = before ?? beginDraft(turns);
        if (!before) begun.push(draft);
        from = Math.min(from, this.#update(draft, turns));
        drafts.push(draft);
        touched.add(draft);
      }
      findOrigins(drafts);
      this.#ofTree.set(tree, drafts);
      if (drafts.length === 0) this.#ofTree.delete(tree);
    }
    const gone = [...known.values()].filter((draft) => !touched.has(draft));
    this.#replace(gone, begun);
    return { touched, from: gone.reduce((first, { start }) => Math.min(first, start), from) };
  }

  #update(draft: ThreadDraft, turns: Conversation): Milliseconds {
    const isNew = draft.calls.length === 0;
    const from = updateDraft(draft, turns);
    for (const { id } of draft.calls) this.#byCall.set(id, draft);
    return isNew ? draft.start : from;
  }

  #replace(gone: readonly ThreadDraft[], begun: readonly ThreadDraft[]): void {
    if (gone.length + begun.length === 0) return;
    const out = new Set(gone);
    this.all = [...this.all.filter((draft) => !out.has(draft)), ...begun].sort(byStart);
  }
}

/** Which branch went out from where, among the conversations of one tree. */
function findOrigins(drafts: readonly ThreadDraft[]): void {
  const places = new Map<Turn, NonNullable<ThreadDraft['branchOf']>>();
  for (const thread of drafts) {
    for (const [index, turn] of thread.turns.entries()) places.set(turn, { thread, iteration: index + 1 });
  }
  for (const draft of drafts) {
    const { from } = draft.turns[0];
    const { thread, iteration } = draft.branchOf ?? {};
    draft.branchOf = from && places.get(from.turn);
    const isSame = thread === draft.branchOf?.thread && iteration === draft.branchOf?.iteration;
    if (!isSame) draft.made = undefined;
  }
}

function byStart(one: ThreadDraft, other: ThreadDraft): number {
  return one.start - other.start || (one.id < other.id ? -1 : 1);
}
