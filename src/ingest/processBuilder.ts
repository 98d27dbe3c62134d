import type { AttemptId, Milliseconds, ProcessId, WorkId } from '../base/units';
import { findWireStyle } from '../decode/findWireStyle';
import type { Attempt } from '../model/attempt';
import type { Attribution } from '../model/attribution';
import type { ProcessInfo } from '../model/run';
import type { Work } from '../model/work';
import { recogniseWireStyle } from '../protocol/llmPaths';
import type {
  FramesRecord,
  HelloRecord,
  LossRecord,
  ProbeRecord,
  RawFrame,
  RequestRecord,
} from '../protocol/probeRecords';
import { AttemptBuilder } from './attemptBuilder';
import { ProcessWork } from './processWork';
import type { RunPrompts } from './requestBuilder';
import { type RunClock, toMicrosecond } from './runClock';
import { sniffedStyle } from './sniffedStyle';

/** A request or another piece of work whose line is still to be found. */
export interface Unattributed {
  readonly id: AttemptId | WorkId;
  readonly frames: readonly RawFrame[];
}

/** Everything known of one process or worker thread: what one spool file holds. */
export class ProcessBuilder {
  private readonly attempts = new Map<string, AttemptBuilder>();
  private readonly work: ProcessWork;
  readonly otherOrigins = new Set<string>();
  /** Moment of its last record. */
  lastSign: Milliseconds = 0;
  readonly losses = new Map<string, LossRecord>();
  private unattributed: Unattributed[] = [];
  private hello: HelloRecord | undefined;
  private offset: Milliseconds | undefined;
  private gone = false;
  /** It wrote on after its number was found dead: it runs where numbers mean something else, as in a container. */
  private pidMisleads = false;
  private bye: { readonly at: Milliseconds; readonly exitCode?: number } | undefined;

  constructor(
    readonly id: ProcessId,
    private readonly clock: RunClock,
    private readonly prompts: RunPrompts,
  ) {
    this.work = new ProcessWork(id);
  }

  /** The process number by which to ask whether it lives; undefined when it said goodbye or can't be asked for. */
  get livingPid(): number | undefined {
    return this.bye || this.pidMisleads ? undefined : this.hello?.pid;
  }

  /** Whether calls or other work of it have not ended yet. */
  get isBusy(): boolean {
    return this.work.isOpen || [...this.attempts.values()].some((attempt) => !attempt.isClosed);
  }

  /** Takes the next record of the file; what it can't be placed by is passed over. */
  accept(record: ProbeRecord): void {
    this.lastSign = Math.max(this.lastSign, this.toRunTime(record));
    this.pidMisleads ||= this.gone;
    this.gone = false;
    switch (record.k) {
      case 'hello':
        this.hello ??= record;
        break;
      case 'req':
        this.open(record);
        break;
      case 'frames':
        this.place(record);
        break;
      case 'work':
        this.work.begin(record, this.idOf<WorkId>(record.id), this.offset ?? 0);
        break;
      case 'workEnd':
        this.work.end(record);
        break;
      case 'other':
        this.otherOrigins.add(record.origin);
        break;
      case 'bye':
        this.bye = { at: this.lastSign, exitCode: record.exitCode };
        this.markGone();
        break;
      case 'loss':
        if (record.id === undefined) this.losses.set(`${record.what} ${record.detail ?? ''}`, record);
        else this.attempts.get(record.id)?.accept({ ...record, id: record.id });
        break;
      default:
        this.attempts.get(record.id)?.accept(record);
    }
  }

  /** The process is gone: what it left open ended, at the latest, with its last sign of life. */
  markGone(): void {
    this.gone = true;
    for (const attempt of this.attempts.values()) attempt.markGone(this.lastSign);
    this.work.markGone(this.lastSign);
  }

  /** Requests and other work that were placed since the last call. */
  takeUnattributed(): Unattributed[] {
    return this.unattributed.splice(0);
  }

  /** Its exchanges as known so far, in the order they were made. */
  buildAttempts(): Attempt[] {
    return [...this.attempts.values()].map((attempt) => attempt.build());
  }

  /**
   * Its other work as known so far.
   * @param attributions by the id of what was placed
   */
  buildWork(attributions: ReadonlyMap<string, Attribution>): Work[] {
    return this.work.build(attributions);
  }

  /** Undefined when its first record was lost. */
  build(): ProcessInfo | undefined {
    const { hello } = this;
    if (!hello) return undefined;
    return {
      id: this.id,
      pid: hello.pid,
      parentPid: hello.ppid,
      thread: hello.thread,
      runtime: `${hello.runtime} ${hello.runtimeVersion}`,
      script: hello.script,
      cwd: hello.cwd,
      start: this.toRunTime(hello),
      end: this.bye?.at,
      exitCode: this.bye?.exitCode,
    };
  }

  private open(record: RequestRecord): void {
    if (this.attempts.has(record.id)) return;
    const url = new URL(record.url);
    const style = record.style ?? recogniseWireStyle(record.method, url.host, url.pathname);
    if (style === undefined) {
      this.otherOrigins.add(url.origin);
      return;
    }
    const id = this.idOf<AttemptId>(record.id);
    const builder = new AttemptBuilder(
      {
        id,
        process: this.id,
        style: style === 'auto' ? sniffedStyle() : findWireStyle(style),
        clockOffset: this.offset ?? 0,
        prompts: this.prompts,
      },
      record,
    );
    this.attempts.set(record.id, builder);
  }

  /** Frames of what is neither a call nor other work are of no use. */
  private place({ id, frames }: FramesRecord): void {
    if (this.attempts.has(id)) this.unattributed.push({ id: this.idOf<AttemptId>(id), frames });
    else if (this.work.has(id)) this.unattributed.push({ id: this.idOf<WorkId>(id), frames });
  }

  /** The probe's own id, which is unique in the run as long as it begins with the file's name. */
  private idOf<Id extends string>(id: string): Id {
    return (id.startsWith(`${this.id}-`) ? id : `${this.id}-${id}`) as Id;
  }

  /** The first record ties the process's clock to the run's; normally it is the `hello`. */
  private toRunTime(record: ProbeRecord): Milliseconds {
    this.offset ??= this.clock.offsetOf(record.t, record.k === 'hello' ? record.epoch : undefined);
    return toMicrosecond(record.t + this.offset);
  }
}
