import type { EpochMilliseconds } from '../../base/units';
import type { SampleEnd, SampleFailure } from '../../model/completion';
import type { CompletionExchange, PlannedCase, PlannedTarget, RunnerEvent } from '../plan';
import { apis } from './apis/apis';
import type { Json } from './apis/completionApi';
import { describeFailure } from './describeFailure';
import { epochNow } from './epochNow';
import { gatherContext } from './gatherContext';
import { RequestFetch } from './requestFetch';
import type { RequestSite } from './requestSite';
import { findStop } from './stopRule';

/** Why a request is broken off from outside; the reason with which its signal is aborted. */
export type BreakOff = 'superseded' | 'aborted';

/** One request that is to be made now. */
export interface SampleTask {
  readonly id: string;
  readonly planned: PlannedCase;
  readonly target: PlannedTarget;
  readonly site: RequestSite;
  /** Absent where the suite types nothing: then the moment its turn came stands for it. */
  readonly keystroke?: EpochMilliseconds;
  /** Characters in front of the cursor that are not typed yet. */
  readonly untyped: number;
  /** ms */
  readonly timeout: number;
  readonly tellsExchange: boolean;
  /** Aborted with a `BreakOff`. */
  readonly signal: AbortSignal;
}

/** What became of it, as the runner tells it. */
export interface SampleResult
  extends Pick<Extract<RunnerEvent, { kind: 'sample' }>, 'moments' | 'end' | 'failure' | 'text'> {
  readonly exchange?: Omit<CompletionExchange, 'kind' | 'id'>;
  /** No request was made. */
  readonly unmade: boolean;
}

/** Makes one request: gathers its context, asks, reads until the answer or the completion is whole. Never throws. */
export async function runSample(task: SampleTask): Promise<SampleResult> {
  return new SampleRun(task).run();
}

class SampleRun {
  private readonly debounced = epochNow();
  private gathered: EpochMilliseconds | undefined;
  private ended: EpochMilliseconds | undefined;
  private text = '';
  private content: readonly string[] = [];
  private readonly control = new AbortController();
  private readonly wire: RequestFetch;
  private timedOut = false;

  constructor(private readonly task: SampleTask) {
    this.wire = new RequestFetch((work) => task.site(task.id, work), task.tellsExchange);
  }

  async run(): Promise<SampleResult> {
    const { signal } = this.task;
    const breakOff = () => this.control.abort(signal.reason);
    signal.addEventListener('abort', breakOff);
    try {
      const body = await this.prepare();
      return signal.aborted ? this.result(signal.reason) : this.result(await this.ask(body));
    } catch (error) {
      return this.failed(error);
    } finally {
      signal.removeEventListener('abort', breakOff);
      // What is still open is of no use any more.
      this.control.abort();
    }
  }

  private async prepare(): Promise<Json> {
    const { planned, target, untyped } = this.task;
    const context = await gatherContext(planned, target, untyped);
    const body = { ...apis[target.api].buildBody(target, context), ...target.parameters };
    this.content = [context.prefix, context.suffix];
    this.gathered = epochNow();
    return body;
  }

  private async ask(body: Json): Promise<SampleEnd> {
    const { planned, target, signal, timeout } = this.task;
    const timer = setTimeout(() => {
      this.timedOut = true;
      this.control.abort();
    }, timeout);
    try {
      const { fetch, isMarkedDone } = this.wire;
      const connection = { target, fetch, isMarkedDone, signal: this.control.signal };
      for await (const piece of apis[target.api].stream(body, connection)) {
        this.text += piece;
        const end = findStop(this.text, planned.stopAt);
        if (end === undefined) continue;
        this.ended = epochNow();
        this.text = this.text.slice(0, end);
        return 'stopped';
      }
    } finally {
      clearTimeout(timer);
    }
    // Clients end a stream that was aborted as if it were over.
    this.control.signal.throwIfAborted();
    return signal.aborted ? signal.reason : 'answered';
  }

  private failed(error: unknown): SampleResult {
    const { signal, target, timeout } = this.task;
    if (signal.aborted && !this.timedOut) return this.result(signal.reason);
    const failure = describeFailure(error, {
      target,
      status: this.wire.status,
      unspeakable: { credentials: target.credentials, content: [...this.content, this.text] },
      ...(this.timedOut && { timeout }),
    });
    return this.result('failed', failure);
  }

  private result(end: SampleEnd, failure?: SampleFailure): SampleResult {
    const { debounced, ended = epochNow(), gathered = ended, text } = this;
    const { keystroke = debounced } = this.task;
    return {
      moments: { keystroke, debounced, gathered, ended },
      end,
      text,
      unmade: !this.wire.isAsked && failure === undefined,
      ...(failure && { failure }),
      ...(this.wire.exchange && { exchange: this.wire.exchange }),
    };
  }
}
