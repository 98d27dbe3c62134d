import type { CallId } from '../../base/units';
import type { ActivityId } from '../activity';
import type { Iteration, Thread, ThreadId, ToolRun } from './thread';
import { countSame, earlier, findChange, noChange, type ThreadChange } from './threadChange';

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

function byThread(one: ToolPlace, other: ToolPlace): number {
  const [a, b] = [one.entry.thread, other.entry.thread];
  if (a.id === b.id) return one.index - other.index;
  return a.start - b.start || (a.id < b.id ? -1 : 1);
}
