import { Coverage } from '../../base/coverage';
import type { Interval } from '../../base/intervals';
import { memoiseByIdentity } from '../../base/memoise';
import type { CallId } from '../../base/units';
import type { ActivityId } from '../activity';
import type { Thread, ToolRun } from '../threads/thread';
import type { ThreadIndex } from '../threads/threadIndex';

/** A stretch of a tool run. */
export interface ToolStretch extends Interval {
  readonly name: string;
}

const noStretches: readonly ToolStretch[] = [];

/** Tells which tool the program was working for. */
export class ToolIndex {
  constructor(private readonly threads: ThreadIndex) {}

  /**
   * The stretches of an interval that belong to tools, in order and apart. Where several are possible, a tool of the
   * innermost thread has it; of those, the one that was waited for longest.
   * @param before the last call before the interval on the way that is looked at
   * @param after the next one
   */
  find(
    interval: Interval,
    { activity, before, after }: { activity?: ActivityId; before?: CallId; after?: CallId },
  ): readonly ToolStretch[] {
    const own = activity === undefined ? undefined : this.threads.toolOf(activity);
    if (own && covers(own, interval)) return [{ name: nameOf(own), ...interval }];
    const around = this.#around(before, after);
    const outer = this.#outside(before, after);
    if (!own && around.length === 0 && outer.length === 0) return noStretches;
    const left = new Coverage();
    return [...(own ? [own] : []), ...around.toSorted((a, b) => b.end - a.end), ...outer]
      .flatMap((tool) => take(tool, interval, left))
      .sort((a, b) => a.start - b.start);
  }

  /** Tools that the call before asked for, and those whose results the call after brings. */
  #around(before: CallId | undefined, after: CallId | undefined): readonly ToolRun[] {
    const from = before === undefined ? undefined : this.threads.placeOf(before);
    const asked = from?.thread.iterations[from.index];
    const place = after === undefined ? undefined : this.threads.placeOf(after);
    const brought = place?.thread.iterations[place.index - 1];
    if (!brought || brought === asked) return asked?.tools ?? none;
    return asked && asked.tools.length > 0 ? [...asked.tools, ...brought.tools] : brought.tools;
  }

  /** Tools that the threads of these calls work for. */
  #outside(before: CallId | undefined, after: CallId | undefined): readonly ToolRun[] {
    const [one, other] = [this.#threadOf(before), this.#threadOf(after)];
    if (!one?.parent && !other?.parent) return none;
    const tools = new Set<ToolRun>();
    for (const inner of new Set([one, other])) {
      for (const thread of this.#lineOf(inner)) for (const tool of this.#toolsFor(thread)) tools.add(tool);
    }
    return [...tools];
  }

  /** A thread and those that it works for. */
  *#lineOf(thread: Thread | undefined): Generator<Thread> {
    const seen = new Set<Thread>();
    let current = thread;
    while (current?.parent && !seen.has(current)) {
      yield current;
      seen.add(current);
      current = this.threads.find(current.parent.thread);
    }
  }

  #toolsFor({ parent }: Thread): readonly ToolRun[] {
    const thread = parent && this.threads.find(parent.thread);
    return thread?.iterations[(parent?.iteration ?? 0) - 1]?.tools ?? none;
  }

  #threadOf(call: CallId | undefined): Thread | undefined {
    return call === undefined ? undefined : this.threads.placeOf(call)?.thread;
  }
}

const none: readonly ToolRun[] = [];

function take(tool: ToolRun, { start, end }: Interval, taken: Coverage): ToolStretch[] {
  const within = { start: Math.max(start, tool.start), end: Math.min(end, tool.end) };
  if (within.start >= within.end) return [];
  const stretches = taken.gapsIn(within).map((gap) => ({ name: nameOf(tool), ...gap }));
  taken.add(within);
  return stretches;
}

function covers(tool: Interval, { start, end }: Interval): boolean {
  return tool.start <= start && end <= tool.end;
}

const nameOf = memoiseByIdentity(({ names }: ToolRun) => nameTools(names));

/** Names of tools in one line: `search ×2, fetch`. */
export function nameTools(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}
