import { Coverage } from '../../base/coverage';
import type { Interval } from '../../base/intervals';
import { memoiseByIdentity } from '../../base/memoise';
import type { CallId } from '../../base/units';
import type { ActivityId } from '../activity';
import type { Iteration, Thread, ThreadId, ToolRun } from '../threads/thread';

/** A stretch of a tool run. */
export interface ToolStretch extends Interval {
  readonly name: string;
}

interface Place {
  readonly thread: Thread;
  readonly index: number;
}

/** Tells which tool the program was working for. */
export class ToolIndex {
  readonly #places = new Map<CallId, Place>();
  readonly #threads: ReadonlyMap<ThreadId, Thread>;
  readonly #byActivity = new Map<ActivityId, ToolRun>();

  constructor(threads: readonly Thread[]) {
    this.#threads = new Map(threads.map((thread) => [thread.id, thread]));
    for (const thread of threads) {
      for (const [index, { calls, tools }] of thread.iterations.entries()) {
        for (const { id } of calls) this.#places.set(id, { thread, index });
        for (const tool of tools) for (const id of tool.activities) this.#byActivity.set(id, tool);
      }
    }
  }

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
    const own = activity === undefined ? undefined : this.#byActivity.get(activity);
    if (own && covers(own, interval)) return [{ ...interval, name: nameOf(own) }];
    const around = this.#around(before, after);
    const outer = this.#outside(before, after);
    if (!own && around.length === 0 && outer.length === 0) return [];
    const left = new Coverage();
    return [...(own ? [own] : []), ...around.toSorted((a, b) => b.end - a.end), ...outer]
      .flatMap((tool) => take(tool, interval, left))
      .sort((a, b) => a.start - b.start);
  }

  /** Tools that the call before asked for, and those whose results the call after brings. */
  #around(before: CallId | undefined, after: CallId | undefined): readonly ToolRun[] {
    const asked = this.#iterationOf(before);
    const place = after === undefined ? undefined : this.#places.get(after);
    const brought = place?.thread.iterations[place.index - 1];
    if (!brought || brought === asked) return asked?.tools ?? [];
    return asked && asked.tools.length > 0 ? [...asked.tools, ...brought.tools] : brought.tools;
  }

  /** Tools that the threads of these calls work for. */
  #outside(before: CallId | undefined, after: CallId | undefined): readonly ToolRun[] {
    const threads = new Set([this.#threadOf(before), this.#threadOf(after)]);
    const tools = new Set<ToolRun>();
    for (const inner of threads) {
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
      current = this.#threads.get(current.parent.thread);
    }
  }

  #toolsFor({ parent }: Thread): readonly ToolRun[] {
    const thread = parent && this.#threads.get(parent.thread);
    return thread?.iterations.find(({ ordinal }) => ordinal === parent?.iteration)?.tools ?? [];
  }

  #threadOf(call: CallId | undefined): Thread | undefined {
    return call === undefined ? undefined : this.#places.get(call)?.thread;
  }

  #iterationOf(call: CallId | undefined): Iteration | undefined {
    const place = call === undefined ? undefined : this.#places.get(call);
    return place?.thread.iterations[place.index];
  }
}

function take(tool: ToolRun, { start, end }: Interval, taken: Coverage): ToolStretch[] {
  const within = { start: Math.max(start, tool.start), end: Math.min(end, tool.end) };
  if (within.start >= within.end) return [];
  const stretches = taken.gapsIn(within).map((gap) => ({ ...gap, name: nameOf(tool) }));
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
