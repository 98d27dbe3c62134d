import type { Scenario } from './scenario';

const slots = 4;

/** How a request is answered once it has a slot. */
const pace = { firstTokenAfterMs: 200, tokenEveryMs: 8, jitterMs: 2, tokensPerChunk: 1 } as const;

/** A request that waits for a slot. */
type Waiting = () => void;

/** Requests that are answered at once, and those that wait for their turn. */
class Slots {
  private free = slots;
  private readonly waiting: Waiting[] = [];

  take(): Promise<void> | undefined {
    if (this.free > 0) {
      this.free -= 1;
      return undefined;
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

const shared = new Slots();

/** A server that answers four requests at a time, as a batch of that size would have it, and lets all others wait. */
export const fewSlots: Scenario = {
  id: 'few-slots',
  respond: () => {
    let isServed = false;
    return {
      ...pace,
      output: [{ text: 'const total = lines.reduce((sum, line) => sum + line.price * line.count, 0);' }],
      before: (kind) => {
        if (kind === 'end') shared.release();
        if (isServed) return undefined;
        isServed = true;
        return shared.take();
      },
    };
  },
};
