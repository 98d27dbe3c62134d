import type { CallActivity } from '../activity';
import { type ConversationCall, conversationCallOf } from './conversationCall';
import { Predecessors } from './predecessors';
import type { Turn } from './turn';

/**
 * Orders the calls of a run into turns of conversations.
 * @param calls in the order they started
 * @returns what a turn carries on stands before it
 */
export function findTurns(calls: readonly CallActivity[]): readonly Turn[] {
  const builder = new TurnBuilder();
  for (const call of calls) builder.add(call);
  return builder.turns;
}

interface Place {
  turn: Turn;
  readonly activity: CallActivity;
}

class TurnBuilder {
  readonly turns: Turn[] = [];
  readonly #predecessors = new Predecessors();
  readonly #places = new Map<ConversationCall, Place>();
  /** The latest turn of each request; those that failed also without the model that was asked. */
  readonly #asked = new Map<string, Turn>();
  readonly #askedInVain = new Map<string, Turn>();
  readonly #numbers = new Map<Turn, number>();

  add(activity: CallActivity): void {
    const call = conversationCallOf(activity.call);
    const before = this.#predecessors.find(call);
    const from = before && this.#goOnFrom(before);
    const request = this.#requestKey(call, from);
    const repeated = request === undefined ? undefined : this.#findRepeated(request, activity);
    const turn = repeated ?? this.#begin(from);
    turn.calls.push(activity);
    this.#places.set(call, { turn, activity });
    this.#predecessors.add(call);
    if (request !== undefined) this.#noteRequest(request, call, turn);
  }

  /** A call of several that made the same request goes on by itself when the conversation has gone on from another. */
  #goOnFrom(call: ConversationCall): Turn['from'] {
    const place = this.#places.get(call) as Place;
    const { turn, activity } = place;
    if (turn.next.length > 0 && turn.next.every(({ from }) => from?.call !== activity)) {
      turn.calls.splice(turn.calls.indexOf(activity), 1);
      place.turn = this.#begin(turn.from);
      place.turn.calls.push(activity);
    }
    return { turn: place.turn, call: activity };
  }

  #begin(from: Turn['from']): Turn {
    const turn: Turn = { calls: [], next: [], from };
    from?.turn.next.push(turn);
    this.#numbers.set(turn, this.turns.length);
    this.turns.push(turn);
    return turn;
  }

  /** Equal where the same is said, to carry on the same. */
  #requestKey({ said }: ConversationCall, from: Turn['from']): string | undefined {
    return said && `${from ? this.#numbers.get(from.turn) : 'new'} ${said}`;
  }

  #findRepeated(request: string, { call, start }: CallActivity): Turn | undefined {
    const same = this.#asked.get(`${request} ${modelAsked(call)}`);
    if (same?.next.length === 0) return same;
    const failed = this.#askedInVain.get(request);
    return failed?.next.length === 0 && (failed.calls.at(-1)?.end ?? 0) <= start ? failed : undefined;
  }

  #noteRequest(request: string, { call, isAnswered }: ConversationCall, turn: Turn): void {
    this.#asked.set(`${request} ${modelAsked(call)}`, turn);
    if (isAnswered) this.#askedInVain.delete(request);
    else this.#askedInVain.set(request, turn);
  }
}

function modelAsked(call: CallActivity['call']): string | undefined {
  return call.attempts[0]?.request.model;
}
