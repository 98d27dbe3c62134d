import { extend } from '../base/extend';
import type { AttemptId, EpochMilliseconds, Milliseconds, ProcessId, RunId, WorkId } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { Attribution } from '../model/attribution';
import type { Call } from '../model/call';
import type { CompletionRun } from '../model/completion';
import type { Pause, Problem, Run, RunOrigin } from '../model/run';
import { type LossRecord, SPOOL_FILE_SUFFIX } from '../protocol/probeRecords';
import { buildCalls } from './buildCalls';
import { explainRun } from './explainRun';
import { ProcessBuilder, type Unattributed } from './processBuilder';
import { QuoteFinder } from './quotes/quoteFinder';
import { RunClock } from './runClock';
import { SharedMoments } from './sharedMoments';
import { SharedParts } from './sharedParts';
import type { SpoolPiece } from './spoolTail';

export interface RunIdentity {
  readonly id: RunId;
  readonly origin: RunOrigin;
  /** Zero of the run's clock. */
  readonly startedAtEpoch: EpochMilliseconds;
}

/** What the records don't say: how far the run is and what was met while reading. */
export interface RunState {
  /** Moment up to which time has passed on the run's clock. */
  readonly now: Milliseconds;
  readonly ended: boolean;
  readonly pauses: readonly Pause[];
  readonly problems: readonly Problem[];
  readonly completion?: CompletionRun;
}

/** What follows from the records alone. */
interface RunFacts extends Pick<Run, 'processes' | 'calls' | 'work' | 'otherOrigins'> {
  readonly losses: readonly LossRecord[];
}

/** Assembles a run from the records of its processes, in whatever order their files are read. */
export class RunBuilder {
  private readonly clock: RunClock;
  private readonly processes = new Map<string, ProcessBuilder>();
  private readonly attributions = new Map<string, Attribution>();
  private readonly sharedMoments = new SharedMoments();
  private calls: readonly Call[] = [];
  private facts: RunFacts | undefined;
  private readonly prompts = { quotes: new QuoteFinder(), parts: new SharedParts() };
  private readonly quoting = new WeakMap<Attempt, Attempt>();
  /** Up to here all that the processes wrote has been read. */
  private readUpTo: Milliseconds = 0;

  constructor(private readonly identity: RunIdentity) {
    this.clock = new RunClock(identity.startedAtEpoch);
  }

  /** Moment of the last record of all. */
  get lastSign(): Milliseconds {
    return [...this.processes.values()].reduce((last, process) => Math.max(last, process.lastSign), 0);
  }

  /** Takes what was read of a file, and returns the requests and other work whose line is to be found. */
  accept(piece: SpoolPiece): Unattributed[] {
    this.facts = undefined;
    const process = this.processes.get(piece.file) ?? this.addProcess(piece.file);
    for (const record of piece.records) process.accept(record);
    return process.takeUnattributed();
  }

  setAttribution(id: AttemptId | WorkId, attribution: Attribution): void {
    this.facts = undefined;
    this.attributions.set(id, attribution);
  }

  /** Process numbers that may still be alive and have calls or other work open. */
  pidsToWatch(): number[] {
    const open = [...this.processes.values()].filter((process) => process.isBusy);
    return [...new Set(open.flatMap((process) => process.livingPid ?? []))];
  }

  /** The process with this number is gone, and all that it wrote has been taken in. */
  markGone(pid: number): void {
    this.facts = undefined;
    for (const process of this.processes.values()) if (process.livingPid === pid) process.markGone();
  }

  /** The run is over: nothing that is still open will end. */
  markAllGone(): void {
    this.facts = undefined;
    for (const process of this.processes.values()) process.markGone();
  }

  /** The run as known so far, frozen; calls and work that have not changed are the same objects as before. */
  build(state: RunState): Run {
    if (this.prompts.quotes.isBehind) this.facts = undefined;
    this.facts ??= this.gather(state.ended);
    const { losses, ...facts } = this.facts;
    const { completion } = state;
    return Object.freeze({
      ...this.identity,
      ...facts,
      status: state.ended ? 'ended' : 'running',
      end: state.ended ? state.now : undefined,
      pauses: state.pauses,
      problems: [...state.problems, ...explainRun({ ...facts, completion }, losses, state)],
      ...(completion && { completion }),
    });
  }

  private gather(ended: boolean): RunFacts {
    const processes = [...this.processes.values()];
    const attempts = this.addQuotes(
      processes.flatMap((process) => process.buildAttempts()),
      ended,
    );
    this.calls = buildCalls(attempts, this.sharedMoments.doubt(attempts, this.attributions), this.calls);
    return {
      processes: processes.flatMap((process) => process.build() ?? []).sort((a, b) => a.start - b.start),
      calls: this.calls,
      work: processes
        .flatMap((process) => process.buildWork(this.attributions))
        .sort((a, b) => a.start - b.start),
      otherOrigins: [...new Set(processes.flatMap((process) => [...process.otherOrigins]))],
      losses: processes.flatMap((process) => [...process.losses.values()]),
    };
  }

  /**
   * The attempts with what their prompts quote. Files are read one after the other: what was written before the last
   * record that was there at the last reading has been read by now, whichever file it is in.
   */
  private addQuotes(attempts: readonly Attempt[], ended: boolean): Attempt[] {
    this.prompts.quotes.place(ended ? Number.POSITIVE_INFINITY : this.readUpTo);
    this.readUpTo = this.lastSign;
    return attempts.map((attempt) => this.addQuotesTo(attempt));
  }

  /** The same attempt for the same one and the same quotes. */
  private addQuotesTo(attempt: Attempt): Attempt {
    const quotes = this.prompts.quotes.quotesOf(attempt.id);
    if (!quotes) return attempt;
    const known = this.quoting.get(attempt) ?? Object.freeze(extend(attempt, { quotes }));
    this.quoting.set(attempt, known);
    return known;
  }

  private addProcess(file: string): ProcessBuilder {
    const id = file.slice(0, -SPOOL_FILE_SUFFIX.length) as ProcessId;
    const process = new ProcessBuilder(id, this.clock, this.prompts);
    this.processes.set(file, process);
    return process;
  }
}
