import type { CallId, Milliseconds } from '../../base/units';
import { findMoments } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import type { ActivityId } from '../activity';
import type { Iteration, Thread, ThreadId, ToolRun } from './thread';

/** A place in a thread. */
export interface ThreadPlace {
  readonly thread: Thread;
  /** Of the iteration, from 0. */
  readonly index: number;
}

/** A thread as it is now. */
interface Entry {
  thread: Thread;
}

interface EntryPlace {
  readonly entry: Entry;
  readonly index: number;
}

interface ToolPlace extends EntryPlace {
  readonly tool: ToolRun;
}

/** From when on threads are not as they were; Infinity when they are. */
export interface ThreadChange {
  /** What their calls and the work for their tools came after. */
  readonly needs: Milliseconds;
  /** Which tools time belongs to. */
  readonly tools: Milliseconds;
}

const noChange: ThreadChange = { needs: Number.POSITIVE_INFINITY, tools: Number.POSITIVE_INFINITY };

/** Finds the places of calls and of other work in the threads of a run, and goes on as those do. */
export class ThreadIndex {
  #threads: readonly Thread[] = [];
  readonly #entries = new Map<ThreadId, Entry>();
  readonly #places = new Map<CallId, EntryPlace>();
  readonly #tools = new Map<ActivityId, readonly ToolPlace[]>();

  /** @param threads in the order they began; those that have not changed are the same objects */
  update(threads: readonly Thread[]): ThreadChange {
    const before = this.#threads;
    this.#threads = threads;
    let same = 0;
    while (same < threads.length && threads[same] === before[same]) same += 1;
    if (same === threads.length && same === before.length) return noChange;
    let change = this.#removeGone(before.slice(same), threads.slice(same));
    for (let index = same; index < threads.length; index++) {
      change = earlier(change, this.#put(threads[index] as Thread));
    }
    return change;
  }

  find(id: ThreadId): Thread | undefined {
    return this.#entries.get(id)?.thread;
  }

  /** Where a call stands in its own thread. */
  placeOf(call: CallId): ThreadPlace | undefined {
    const place = this.#places.get(call);
    return place && { thread: place.entry.thread, index: place.index };
  }

  /** The iterations in whose tools something was done, those of the outermost thread first. */
  toolsOf(id: ActivityId): readonly (ThreadPlace & { readonly tool: ToolRun })[] {
    return (this.#tools.get(id) ?? []).map(({ entry, index, tool }) => ({
      thread: entry.thread,
      index,
      tool,
    }));
  }

  /** The tool of the innermost thread that something was done for. */
  toolOf(id: ActivityId): ToolRun | undefined {
    return this.#tools.get(id)?.at(-1)?.tool;
  }

  #removeGone(before: readonly Thread[], after: readonly Thread[]): ThreadChange {
    const ids = new Set(after.map(({ id }) => id));
    let change = noChange;
    for (const { id, start } of before) {
      const entry = ids.has(id) ? undefined : this.#entries.get(id);
      if (!entry) continue;
      this.#removeFrom(entry, 0);
      this.#entries.delete(id);
      change = earlier(change, { needs: start, tools: start });
    }
    return change;
  }

  #put(thread: Thread): ThreadChange {
    const known = this.#entries.get(thread.id);
    if (known?.thread === thread) return noChange;
    if (!known) {
      const entry = { thread };
      this.#entries.set(thread.id, entry);
      this.#addFrom(entry, 0);
      return { needs: thread.start, tools: thread.start };
    }
    const before = known.thread;
    const same = countSame(before.iterations, thread.iterations);
    this.#removeFrom(known, same);
    known.thread = thread;
    this.#addFrom(known, same);
    return findChange(before, thread, same);
  }

  #addFrom(entry: Entry, from: number): void {
    const { iterations } = entry.thread;
    for (let index = from; index < iterations.length; index++) {
      const { calls, tools } = iterations[index] as Iteration;
      for (const { id } of calls) this.#places.set(id, { entry, index });
      for (const tool of tools) for (const id of tool.activities) this.#addTool(id, { entry, index, tool });
    }
  }

  #addTool(id: ActivityId, place: ToolPlace): void {
    const known = this.#tools.get(id);
    this.#tools.set(id, known ? [...known, place].sort(byThread) : [place]);
  }

  #removeFrom(entry: Entry, from: number): void {
    const { iterations } = entry.thread;
    for (let index = from; index < iterations.length; index++) {
      const { calls, tools } = iterations[index] as Iteration;
      for (const { id } of calls) if (this.#places.get(id)?.entry === entry) this.#places.delete(id);
      for (const { activities } of tools) for (const id of activities) this.#removeTool(id, entry, index);
    }
  }

  #removeTool(id: ActivityId, entry: Entry, index: number): void {
    const left = (this.#tools.get(id) ?? []).filter((one) => one.entry !== entry || one.index !== index);
    if (left.length > 0) this.#tools.set(id, left);
    else this.#tools.delete(id);
  }
}

/** The call of a turn that the conversation goes on from: the last that it made. */
export function answerOf({ calls }: Iteration): Call {
  return calls[calls.length - 1] as Call;
}

function byThread(one: ToolPlace, other: ToolPlace): number {
  const [a, b] = [one.entry.thread, other.entry.thread];
  if (a.id === b.id) return one.index - other.index;
  return a.start - b.start || (a.id < b.id ? -1 : 1);
}

function earlier(one: ThreadChange, other: ThreadChange): ThreadChange {
  return { needs: Math.min(one.needs, other.needs), tools: Math.min(one.tools, other.tools) };
}

function findChange(before: Thread, after: Thread, same: number): ThreadChange {
  const isElsewhere = !isSamePlace(before.parent, after.parent);
  const isOtherBranch = !isSamePlace(before.branchOf, after.branchOf);
  const [one, other] = [before.iterations[same], after.iterations[same]];
  const start = Math.min(startOf(one), startOf(other));
  const tools = isElsewhere ? Math.min(before.start, after.start) : start;
  if (isOtherBranch) return { needs: Math.min(before.start, after.start), tools };
  if (!one || !other || !isSame(one.calls, other.calls)) return { needs: start, tools };
  // The request is the same: only the tools that its answer asked for are told otherwise.
  const next = Math.min(startOf(before.iterations[same + 1]), startOf(after.iterations[same + 1]));
  const run = [...one.tools, ...other.tools].reduce((first, tool) => Math.min(first, tool.start), next);
  return { needs: Math.min(run, finishOf(answerOf(one)) ?? run), tools };
}

function startOf(iteration: Iteration | undefined): Milliseconds {
  return iteration?.start ?? Number.POSITIVE_INFINITY;
}

/** From when on work for its tools is looked for. */
function finishOf(call: Call): Milliseconds | undefined {
  return findMoments(lastAttempt(call)).finish;
}

function isSamePlace(one: Thread['parent'], other: Thread['parent']): boolean {
  return one?.thread === other?.thread && one?.iteration === other?.iteration;
}

/** How many iterations at the beginning hold the same. When the last one ended may be known only now. */
function countSame(before: readonly Iteration[], after: readonly Iteration[]): number {
  let same = 0;
  while (same < before.length && same < after.length) {
    const [one, other] = [before[same] as Iteration, after[same] as Iteration];
    if (one !== other && !(isSame(one.calls, other.calls) && haveSameTools(one, other))) break;
    same += 1;
  }
  return same;
}

function isSame<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function haveSameTools({ tools: one }: Iteration, { tools: other }: Iteration): boolean {
  return (
    one.length === other.length &&
    one.every((tool, index) => {
      const same = other[index] as ToolRun;
      if (tool === same) return true;
      return (
        tool.start === same.start &&
        tool.end === same.end &&
        isSame(tool.names, same.names) &&
        isSame(tool.activities, same.activities)
      );
    })
  );
}
