import { callSiteIdOf } from '../../model/attribution';
import type { Gap, ThreadDraft } from './draft';
import type { Doing } from './gapIndex';
import { firstCallOf } from './turn';

/** Goes through the gaps in which tools are run, in the order of time. */
export class OpenGaps {
  readonly #gaps: readonly Gap[];
  #next = 0;
  #open: Gap[] = [];

  constructor(gaps: readonly Gap[]) {
    this.#gaps = gaps
      .filter(({ tools, bringing }) => bringing && tools.length > 0)
      .sort((a, b) => a.start - b.start);
  }

  /** @param doing not before what was asked for last */
  find(doing: Doing): Gap | undefined {
    while ((this.#gaps[this.#next]?.start ?? Number.POSITIVE_INFINITY) <= doing.start) {
      this.#open.push(this.#gaps[this.#next] as Gap);
      this.#next += 1;
    }
    this.#open = this.#open.filter(({ end }) => end >= doing.start);
    const around = this.#open.filter((gap) => doing.end <= gap.end && canBeWithin(doing, gap.thread));
    const inner = around.at(-1);
    return inner && around.every(({ thread }) => isWithin(inner.thread, thread)) ? inner : undefined;
  }
}

/** Whether a thread is another one or runs on its behalf. */
function isWithin(thread: ThreadDraft, outer: ThreadDraft): boolean {
  for (let one: ThreadDraft | undefined = thread; one; one = one.parent?.thread)
    if (one === outer) return true;
  return false;
}

/** Whether nothing that is known of the way to something speaks against its being done for a thread. */
function canBeWithin({ made, own }: Doing, thread: ThreadDraft): boolean {
  if (own === thread) return false;
  const chain = made.attribution?.chain ?? [];
  const { call } = firstCallOf(thread.turns[0]);
  const outermost = call.attribution.chain.at(-1);
  if (chain.length === 0 || !outermost || made.process !== call.process) return true;
  const places = chain.map(callSiteIdOf);
  const ways = thread.turns.map((turn) => firstCallOf(turn).call.attribution.chain.map(callSiteIdOf).join());
  if (ways.includes(places.join())) return false;
  // Another moment does not mean another execution.
  if (thread.homes.length > 0) return thread.homes.some(({ place }) => places.includes(place));
  const last = chain.at(-1);
  return last?.file === outermost.file && last.functionName === outermost.functionName;
}
