import type { BodyNotes as WrittenNotes } from '../../../protocol/probeRecords';
import { now } from '../clock';
import { rounded } from '../recorder';
import { type Block, loopWatch } from './loopWatch';

/** What is taken within so long of the piece before is told as taken with it. */
const sameTakeMs = 0.1;
/** Between two tellings, as long as more is to come. */
const restMs = 1;

/**
 * What is told of a response beside its bytes: how sure the moments of its arrival are, and when the program took what
 * had arrived. It goes into whatever record is written next, so that a chunk costs one write as before.
 */
export class BodyNotes {
  #received = 0;
  #taken = 0;
  #took: number[] = [];
  #capacity: number | undefined;
  #block: Block | undefined;
  #blocks: number[] = [];
  #lastTookAt = 0;
  #toldAt = 0;

  /** Bytes of the body that have arrived. */
  get received(): number {
    return this.#received;
  }

  get isAllTaken(): boolean {
    return this.#taken === this.#received;
  }

  /** @param capacity as it is written */
  keeps(capacity: number): void {
    this.#capacity = capacity;
  }

  /** @param bytes of the body, from its beginning, that the program has taken by now */
  took(bytes: number): void {
    if (bytes <= this.#taken) return;
    this.#taken = bytes;
    const t = now();
    if (this.#took.length > 0 && t - this.#lastTookAt < sameTakeMs) {
      this.#took[this.#took.length - 1] = bytes;
    } else {
      this.#took.push(rounded(t), bytes);
    }
    this.#lastTookAt = t;
  }

  /** Something of the response arrives at `t`, its head or so many bytes of its body. */
  arrived(t: number, bytes = 0): void {
    this.#received += bytes;
    const block = loopWatch.look(t);
    if (block !== this.#block) this.#settleBlock();
    this.#block = block;
  }

  /**
   * What is to be told with a record that is written at `t`, now and then rather than with each of many. After
   * `arrived`, since what came then can change what is known of before.
   */
  due(t: number): WrittenNotes | undefined {
    return t - this.#toldAt < restMs && !this.isAllTaken ? undefined : this.take(t);
  }

  /** What has not been told yet; at the end also what could still turn out otherwise. */
  take(t: number, atEnd = false): WrittenNotes | undefined {
    if (atEnd) this.#settleBlock();
    if (this.#took.length === 0 && this.#blocks.length === 0) return undefined;
    this.#toldAt = t;
    const [took, blocks, capacity] = [this.#took, this.#blocks, this.#capacity];
    [this.#took, this.#blocks, this.#capacity] = [[], [], undefined];
    return {
      ...(took.length > 0 && { took }),
      ...(blocks.length > 0 && { blocks }),
      ...(capacity !== undefined && { capacity }),
    };
  }

  #settleBlock(): void {
    const block = this.#block;
    this.#block = undefined;
    if (block && !block.isRefuted) {
      this.#blocks.push(rounded(block.since), rounded(block.until), rounded(block.cpu));
    }
  }
}
