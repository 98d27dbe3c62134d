import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { SiteFinder } from './attribution/siteFinder';
import { isProcessAlive } from './base/isProcessAlive';
import { Poller } from './base/poller';
import type { EpochMilliseconds, Milliseconds, RunId } from './base/units';
import { findStart } from './ingest/findStart';
import { RunBuilder } from './ingest/runBuilder';
import { type SpoolPiece, SpoolTail } from './ingest/spoolTail';
import { findChangedCalls, isSameRun } from './model/compareRuns';
import type { CompletionRun } from './model/completion';
import type { Pause, Problem, Run, RunOrigin } from './model/run';
import { type EpochPause, readPauses, savePauses } from './store/pausesOnDisk';
import type { RunArchive } from './store/runArchive';
import { claimFolder, readOwner, runIdOf } from './store/runFolder';
import type { RunStore } from './store/runStore';
import { settleRun } from './store/settleRun';

const DEFAULT_POLL_MS = 100;

export interface RecordOptions {
  readonly store: RunStore;
  readonly origin: RunOrigin;
  /** The run's folder, which the probe writes into; created when it is missing. Its name becomes the run's id. */
  readonly folder: string;
  readonly pollEveryMs?: number;
  /** What was wrong before it began. */
  readonly problems?: readonly Problem[];
}

/** A run that is being recorded. */
export interface LiveRun {
  readonly id: RunId;
  /** What the probe's environment must name. */
  readonly spoolFolder: string;
  /** Zero of the run's clock. */
  readonly startedAtEpoch: EpochMilliseconds;
  /** As far as it is recorded; undefined once a person has removed it. */
  readonly current: Run | undefined;
  /** Replaces what is known about the times in which a debugger held the program. */
  setPauses(pauses: readonly EpochPause[]): void;
  /** Replaces what is known of the completion suite that the program runs. */
  setCompletion(completion: CompletionRun): void;
  /** Takes in what is left, closes what is open, saves the run into its folder and deletes the raw spool. */
  end(): Promise<Run>;
}

/** Records what the probe writes into a folder; the run is in the store at once and follows what happens. */
export function recordRun(options: RecordOptions): LiveRun {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  return new Recording(options);
}

/** Reads a folder of finished spool files; nothing in it is changed. What can't be read is among the run's problems. */
export async function readRunFolder(folder: string): Promise<Run> {
  return (await readFinished(folder)).run;
}

/** Closes the runs that a dead editor left behind, as it would have closed them itself. */
export async function takeUpRuns(archive: RunArchive, store: RunStore): Promise<void> {
  await archive.takeUp(async (folder) => {
    const { run, tail } = await readFinished(folder);
    store.put(await settleRun(folder, run, tail.sortFiles()), []);
  });
}

/**
 * The way of the bytes. Ingest gives the records of each process whole, checked and in order; the builder has them
 * decoded as they come and keeps no content; attribution finds the line of each request and of each piece of other work once.
 */
async function takeIn(
  pieces: AsyncIterable<SpoolPiece>,
  builder: RunBuilder,
  sites: SiteFinder,
): Promise<void> {
  for await (const piece of pieces) {
    for (const { id, frames } of builder.accept(piece)) {
      builder.setAttribution(id, await sites.find(frames));
    }
  }
}

async function readFinished(folder: string): Promise<{ run: Run; tail: SpoolTail }> {
  const owner = await readOwner(folder);
  const tail = new SpoolTail(folder);
  const startedAtEpoch = owner?.startedAtEpoch ?? (await findStart(folder)) ?? Date.now();
  const builder = new RunBuilder({
    id: runIdOf(folder),
    origin: owner?.origin ?? { kind: 'imported', title: basename(folder), folder },
    startedAtEpoch,
  });
  await takeIn(tail.readRest(), builder, new SiteFinder({ folder: owner?.origin.folder }));
  builder.markAllGone();
  const now = builder.lastSign;
  const pauses = closePauses(toPauses(await readPauses(folder), startedAtEpoch), now);
  const state = { now, ended: true, pauses, problems: tail.problems() };
  return { run: builder.build(state), tail };
}

/** Pauses as a recorder that died has left them: what was held then was held to the end. */
function closePauses(pauses: readonly Pause[], lastSign: Milliseconds): Pause[] {
  return pauses.map(({ start, end }) => ({ start, end: end ?? Math.max(start, lastSign) }));
}

function toPauses(pauses: readonly EpochPause[], startedAtEpoch: EpochMilliseconds): Pause[] {
  return pauses.map(({ startEpoch, endEpoch }) => ({
    start: startEpoch - startedAtEpoch,
    end: endEpoch === undefined ? undefined : endEpoch - startedAtEpoch,
  }));
}

class Recording implements LiveRun {
  readonly id: RunId;
  readonly spoolFolder: string;
  readonly startedAtEpoch = Date.now();
  private readonly tail: SpoolTail;
  private readonly builder: RunBuilder;
  private readonly sites: SiteFinder;
  private readonly claim: Promise<unknown>;
  private readonly poller: Poller;
  private pauses: readonly Pause[] = [];
  private toldPauses: readonly EpochPause[] = [];
  private pausesSaved: Promise<void> = Promise.resolve();
  private completion: CompletionRun | undefined;
  private defect: Problem | undefined;
  private published: Run;
  private ending: Promise<Run> | undefined;

  constructor(private readonly options: RecordOptions) {
    const { folder, origin, store } = options;
    const { startedAtEpoch } = this;
    this.id = runIdOf(folder);
    this.spoolFolder = folder;
    this.tail = new SpoolTail(folder);
    this.builder = new RunBuilder({ id: this.id, origin, startedAtEpoch });
    this.sites = new SiteFinder({ folder: origin.folder });
    this.published = this.build(false);
    store.put(this.published, []);
    // A folder that can't be claimed can't be read either, which is told from there.
    this.claim = claimFolder(folder, { startedAtEpoch, origin }).catch(() => {});
    this.poller = new Poller(() => this.follow(), options.pollEveryMs ?? DEFAULT_POLL_MS);
  }

  get current(): Run | undefined {
    return this.options.store.get(this.id);
  }

  setPauses(pauses: readonly EpochPause[]): void {
    this.pauses = toPauses(pauses, this.startedAtEpoch);
    this.toldPauses = pauses;
    // A folder that can't be written shows itself when the run is saved.
    this.pausesSaved = this.pausesSaved.then(() => this.savePauses(pauses)).catch(() => {});
  }

  setCompletion(completion: CompletionRun): void {
    this.completion = completion;
  }

  end(): Promise<Run> {
    this.ending ??= this.close();
    return this.ending;
  }

  /** Only the latest of those that were told meanwhile. */
  private async savePauses(pauses: readonly EpochPause[]): Promise<void> {
    if (this.toldPauses === pauses) await savePauses(this.spoolFolder, pauses);
  }

  private async follow(): Promise<void> {
    // Asked before reading, so that what a process wrote in its last moment is among what is read.
    const dead = this.builder.pidsToWatch().filter((pid) => !isProcessAlive(pid));
    await this.take(this.tail.readNew());
    for (const pid of dead) this.builder.markGone(pid);
    const run = this.build(false);
    if (!isSameRun(this.published, run)) this.publish(run);
  }

  private async close(): Promise<Run> {
    await this.poller.stop();
    await this.claim;
    await this.pausesSaved;
    await this.take(this.tail.readRest());
    this.builder.markAllGone();
    const run = await settleRun(this.spoolFolder, this.build(true), this.tail.sortFiles());
    this.publish(run);
    return run;
  }

  /** A defect of ours must not end the recording, nor be silent. */
  private async take(pieces: AsyncIterable<SpoolPiece>): Promise<void> {
    try {
      await takeIn(pieces, this.builder, this.sites);
    } catch (error) {
      const message = `Latency Lens failed while reading this run: ${(error as Error).message}`;
      this.defect = { severity: 'error', code: 'internal', message, action: 'Please report it.' };
    }
  }

  private build(ended: boolean): Run {
    const now = Date.now() - this.startedAtEpoch;
    const problems = [
      ...(this.options.problems ?? []),
      ...this.tail.problems(),
      ...(this.defect ? [this.defect] : []),
    ];
    const { pauses, completion } = this;
    return this.builder.build({ now, ended, pauses, problems, completion });
  }

  /** A run that a person has removed meanwhile stays removed. */
  private publish(run: Run): void {
    if (!this.current) return;
    const changed = findChangedCalls(this.published, run);
    this.published = run;
    this.options.store.put(run, changed);
  }
}
