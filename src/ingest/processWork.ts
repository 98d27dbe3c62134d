import type { Milliseconds, ProcessId, WorkId } from '../base/units';
import type { Attribution } from '../model/attribution';
import type { Work } from '../model/work';
import type { WorkEndRecord, WorkRecord } from '../protocol/probeRecords';
import { WorkBuilder } from './workBuilder';

/** What one process did besides its LLM calls. */
export class ProcessWork {
  private readonly pieces = new Map<string, WorkBuilder>();

  constructor(private readonly process: ProcessId) {}

  get isOpen(): boolean {
    return [...this.pieces.values()].some((piece) => !piece.isClosed);
  }

  has(recordId: string): boolean {
    return this.pieces.has(recordId);
  }

  /** @param clockOffset added to the probe's times */
  begin(record: WorkRecord, id: WorkId, clockOffset: Milliseconds): void {
    if (this.pieces.has(record.id)) return;
    this.pieces.set(record.id, new WorkBuilder({ id, process: this.process, clockOffset }, record));
  }

  /** An end without a beginning says nothing. */
  end(record: WorkEndRecord): void {
    this.pieces.get(record.id)?.end(record);
  }

  markGone(lastSign: Milliseconds): void {
    for (const piece of this.pieces.values()) piece.markGone(lastSign);
  }

  /** In the order it was told. */
  build(attributions: ReadonlyMap<string, Attribution>): Work[] {
    return [...this.pieces.values()].map((piece) => piece.build(attributions.get(piece.id)));
  }
}
