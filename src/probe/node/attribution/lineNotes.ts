import type { RawFrame } from '../../../protocol/probeRecords';
import { later } from '../builtins';
import { guarded } from '../observe';
import type { Recorder } from '../recorder';
import type { FrameFinder, Trail } from './frameFinder';

type Tell = (frames: readonly RawFrame[]) => void;

/**
 * Keeps what leads to the program's line and reads it in the next turn of the event loop: reading takes a millisecond,
 * and the request that is being made must not wait for it.
 */
export class LineNotes {
  readonly #recorder: Recorder;
  readonly #finder: FrameFinder;
  #open: { readonly trail: Trail; readonly tell: Tell }[] = [];

  constructor(recorder: Recorder, finder: FrameFinder) {
    this.#recorder = recorder;
    this.#finder = finder;
  }

  /**
   * Must be called while that is being done whose line is sought.
   * @param tell gets the candidates in the order they are to be tried, none when the program froze what is needed
   */
  note(tell: Tell): void {
    this.keep()(tell);
  }

  /** As `note`, for when it is not known yet whether the line will be wanted: has it read once it is called. */
  keep(): (tell: Tell) => void {
    let trail: Trail | undefined;
    guarded(this.#recorder, 'frames', () => {
      trail = this.#finder.trail();
    });
    return (tell) => {
      if (trail) this.read(trail, tell);
    };
  }

  /** As `note`, for a trail that was kept since something was begun. */
  read(trail: Trail, tell: Tell): void {
    this.#open.push({ trail, tell });
    if (this.#open.length === 1) later(() => this.flush());
  }

  /** Reads what is still open; for the process's last moment. */
  flush(): void {
    const open = this.#open;
    this.#open = [];
    for (const { trail, tell } of open) {
      guarded(this.#recorder, 'frames', () => tell(this.#finder.follow(trail)));
    }
  }
}
