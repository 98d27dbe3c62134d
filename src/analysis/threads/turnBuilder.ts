import { chainHash, chainNumber } from '../../base/hash';
import type { CallActivity } from '../activity';
import { type ConversationCall, conversationCallOf } from './conversationCall';
import { Predecessors } from './predecessors';
import type { Turn, TurnTree } from './turn';
import { Undoable } from './undoable';

interface Place {
  readonly turn: Turn;
  readonly activity: CallActivity;
}

/** Orders the calls of a run into turns of conversations. */
export class TurnBuilder {
  readonly #changes = new Undoable();
  readonly #predecessors = new Predecessors(this.#changes);
  readonly #touched = new Set<TurnTree>();
  readonly #places = new Map<ConversationCall, Place>();
  /** The latest turn of each request; those that failed also without the model that was asked. */
  readonly #asked = new Map<number, Turn>();
  readonly #askedInVain = new Map<number, Turn | undefined>();
  #turns = 0;

  /** The next calls are known for now only, until `forget`. */
  beginProvisional(): void {
    this.#changes.begin();
  }

  /** Takes back what was added provisionally. */
  forgetProvisional(): void {
    this.#changes.undo();
  }

  /** The trees that have changed since they were taken last; those may have no turns any more. */
  takeTouched(): readonly TurnTree[] {
    const touched = [...this.#touched];
    this.#touched.clear();
    return touched;
  }

  /** @param activity not before those that were added */
  add(activity: CallActivity): void {
    const call = conversationCallOf(activity.call);
    const before = this.#predecessors.find(call);
    const from = before && this.#goOnFrom(before);
    const request = this.#requestKey(call, from);
    const repeated = request === undefined ? undefined : this.#findRepeated(request, activity);
    const turn = repeated ?? this.#begin(from);
    this.#touch(turn.tree);
    this.#changes.push(turn.calls, activity);
    this.#changes.set(this.#places, call, { turn, activity });
    this.#predecessors.add(call);
    if (request !== undefined) this.#noteRequest(request, call, turn);
  }

  /** A call of several that made the same request goes on by itself when the conversation has gone on from another. */
  #goOnFrom(call: ConversationCall): Turn['from'] {
    const { turn, activity } = this.#places.get(call) as Place;
    if (turn.next.length === 0 || turn.next.some(({ from }) => from?.call === activity)) {
      return { turn, call: activity };
    }
    const index = turn.calls.indexOf(activity);
    turn.calls.splice(index, 1);
    this.#changes.note(() => turn.calls.splice(index, 0, activity));
    const own = this.#begin(turn.from);
    this.#changes.push(own.calls, activity);
    this.#changes.set(this.#places, call, { turn: own, activity });
    this.#touch(turn.tree);
    this.#touch(own.tree);
    return { turn: own, call: activity };
  }

  #begin(from: Turn['from']): Turn {
    const tree = from?.turn.tree ?? { turns: [] };
    this.#turns += 1;
    const turn: Turn = { number: this.#turns, calls: [], next: [], from, tree };
    if (from) this.#changes.push(from.turn.next, turn);
    this.#changes.push(tree.turns, turn);
    return turn;
  }

  /** Taken back, it will have changed once more. */
  #touch(tree: TurnTree): void {
    this.#touched.add(tree);
    this.#changes.note(() => this.#touched.add(tree));
  }

  /** Equal where the same is said, to carry on the same. */
  #requestKey({ said }: ConversationCall, from: Turn['from']): number | undefined {
    return said === undefined ? undefined : chainNumber(said, from ? from.turn.number : 0);
  }

  #findRepeated(request: number, { call, start }: CallActivity): Turn | undefined {
    const same = this.#asked.get(withModel(request, call));
    if (same?.next.length === 0) return same;
    const failed = this.#askedInVain.get(request);
    return failed?.next.length === 0 && (failed.calls.at(-1)?.end ?? 0) <= start ? failed : undefined;
  }

  #noteRequest(request: number, { call, isAnswered }: ConversationCall, turn: Turn): void {
    this.#changes.set(this.#asked, withModel(request, call), turn);
    const isPossible = this.#askedInVain.has(request) || !isAnswered;
    if (isPossible) this.#changes.set(this.#askedInVain, request, isAnswered ? undefined : turn);
  }
}

/** The same with the model that was asked. */
function withModel(request: number, { attempts }: CallActivity['call']): number {
  return chainHash(request, attempts[0]?.request.model ?? '');
}
