import type { Milliseconds } from '../../base/units';
import type { BodyRead, StreamEvent } from '../../model/streamEvent';
import { maxListed } from '../limits';

/** Reads and events of one response, in order. Both lists are bounded: what is over is added to their last entry. */
export class StreamLog {
  private readonly readList: BodyRead[] = [];
  private readonly eventList: StreamEvent[] = [];
  private byteCount = 0;
  private merged = false;

  constructor(private readonly limit = maxListed) {}

  get bytes(): number {
    return this.byteCount;
  }

  get eventCount(): number {
    return this.eventList.length;
  }

  /** Index of the newest read, -1 before the first. */
  get lastRead(): number {
    return this.readList.length - 1;
  }

  addRead(at: Milliseconds, bytes: number): void {
    this.byteCount += bytes;
    const last = this.lastRead;
    if (last + 1 < this.limit) {
      this.readList.push({ at, bytes });
      return;
    }
    this.readList[last] = { at, bytes: bytes + (this.readList[last]?.bytes ?? 0) };
    this.merged = true;
  }

  /** Adds an event that `read` completed: it takes that read's time. */
  addEvent(read: number, flags: number, chars: number): void {
    const at = this.readList[read]?.at ?? 0;
    const last = this.eventList[this.limit - 1];
    if (!last) {
      this.eventList.push({ at, read, flags, chars });
      return;
    }
    this.eventList[this.limit - 1] = { at, read, flags: last.flags | flags, chars: last.chars + chars };
    this.merged = true;
  }

  /** Copies, safe from what comes later. */
  copy(): { reads: readonly BodyRead[]; events: readonly StreamEvent[] } {
    return { reads: this.readList.slice(), events: this.eventList.slice() };
  }

  /** Whether entries were added together. */
  get isOver(): boolean {
    return this.merged;
  }
}
