import type { Milliseconds, ProcessId, WorkId } from '../base/units';
import type { Attribution } from '../model/attribution';
import type { Work } from '../model/work';
import type { WorkEndRecord, WorkRecord } from '../protocol/probeRecords';
import { toMicrosecond } from './runClock';

export interface WorkIdentity {
  readonly id: WorkId;
  readonly process: ProcessId;
  /** Added to the probe's times. */
  readonly clockOffset: Milliseconds;
}

/** Assembles one piece of other work from its records. */
export class WorkBuilder {
  private readonly start: Milliseconds;
  private ended: WorkEndRecord | undefined;
  private goneAt: Milliseconds | undefined;
  private built: Work | undefined;

  constructor(
    private readonly identity: WorkIdentity,
    private readonly record: WorkRecord,
  ) {
    this.start = this.toRunTime(record.t);
  }

  get id(): WorkId {
    return this.identity.id;
  }

  /** Whether nothing more is to come. */
  get isClosed(): boolean {
    return this.ended !== undefined || this.goneAt !== undefined;
  }

  end(record: WorkEndRecord): void {
    if (this.ended) return;
    this.ended = record;
    this.built = undefined;
  }

  /** The process went away at `lastSign`, as far as can be told; a later end takes that back. */
  markGone(lastSign: Milliseconds): void {
    if (this.isClosed) return;
    this.goneAt = Math.max(lastSign, this.start);
    this.built = undefined;
  }

  /** The work as known so far, frozen; the same object until more is known. */
  build(attribution: Attribution | undefined): Work {
    if (this.built && this.built.attribution === attribution) return this.built;
    this.built = this.assemble(attribution);
    return this.built;
  }

  private assemble(attribution: Attribution | undefined): Work {
    const { ended, goneAt } = this;
    const { id, process } = this.identity;
    const { kind, name } = this.record;
    const end = ended ? Math.max(this.toRunTime(ended.t), this.start) : goneAt;
    return Object.freeze({
      id,
      process,
      kind,
      name,
      start: this.start,
      ...(end !== undefined && { end }),
      outcome: ended?.how ?? (goneAt === undefined ? 'running' : 'cut'),
      ...(ended?.code !== undefined && { code: ended.code }),
      ...(ended?.busy !== undefined && { busy: ended.busy }),
      ...(ended?.cpu !== undefined && { cpu: ended.cpu }),
      ...(attribution && { attribution }),
    });
  }

  private toRunTime(time: number): Milliseconds {
    return toMicrosecond(time + this.identity.clockOffset);
  }
}
