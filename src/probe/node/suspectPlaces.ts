/** Places that are remembered; a program that speaks to more is judged anew at the others. */
const mostPlaces = 500;
/** A place that so many requests in a row went to without being calls is not looked at again. */
const patience = 8;

/** Remembers what requests to a place turned out to be, so that busy places of another kind cost nothing. */
export class SuspectPlaces {
  /** Requests in a row that were no calls; -1 where a call was seen. */
  readonly #counts = new Map<string, number>();

  isHopeless(place: string): boolean {
    return (this.#counts.get(place) ?? 0) >= patience;
  }

  isProven(place: string): boolean {
    return this.#counts.get(place) === -1;
  }

  note(place: string, isCall: boolean): void {
    const count = this.#counts.get(place);
    if (count === -1 || (count === undefined && this.#counts.size >= mostPlaces)) return;
    this.#counts.set(place, isCall ? -1 : (count ?? 0) + 1);
  }
}

/** Name of a place: numbers and ids in the path differ from request to request. */
export function placeOf(origin: string, path: string): string {
  return origin + path.replace(/\/(?=[^/]*\d)[\w.~-]+(?=\/|$)/g, '/#');
}
