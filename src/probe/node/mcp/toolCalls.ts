import type { WorkEndRecord } from '../../../protocol/probeRecords';
import type { WorkSpan } from '../work/workSpan';
import type { Failure } from './rpc';

/** Calls of tools that wait for their answer, by the id of their message. */
export class ToolCalls {
  readonly #open = new Map<string, WorkSpan>();

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  add(id: string, span: WorkSpan | undefined): void {
    if (span) this.#open.set(id, span);
  }

  /**
   * @param t monotonic ms
   * @returns whether there was such a call, as do the others
   */
  answered(id: string, failure: Failure, t: number): boolean {
    return this.#end(id, failure ? { how: 'error', code: failure } : { how: 'done' }, t);
  }

  cancelled(id: string, timedOut: boolean, t: number): boolean {
    return this.#end(id, { how: 'abort', code: timedOut ? 'timeout' : 'cancelled' }, t);
  }

  /** No answer will come any more. */
  closed(end: Pick<WorkEndRecord, 'how' | 'code'>, t: number): void {
    for (const id of [...this.#open.keys()]) this.#end(id, end, t);
  }

  #end(id: string, end: Pick<WorkEndRecord, 'how' | 'code'>, t: number): boolean {
    const span = this.#open.get(id);
    this.#open.delete(id);
    span?.end(end, t);
    return span !== undefined;
  }
}
