import { createHook, executionAsyncId, executionAsyncResource } from 'node:async_hooks';
import { hidePromiseIds, holderOf, setHolder } from './asyncSlots';
import { CaptureBudget } from './budget';
import { extendChain, type Holder } from './holder';
import { captureTrace } from './stackTrace';

/** Besides promises, what the program's and an SDK's code waits with. Other resources only inherit. */
const capturedTypes = new Set(['TickObject', 'Timeout', 'Immediate', 'Microtask']);

/** More would cost more, and the frames that matter are near. */
const frameLimit = 32;

/** What else is told of new async resources. */
export interface ResourceObserver {
  /** @param handleId async id of the socket handle that connects */
  tcpConnecting(handleId: number): void;
}

/**
 * Follows the program from one async context to the next, so that a request can be traced to lines that are long off
 * the stack. A stack is captured for each reaction to a promise (`await`, `.then`), tick, timer and microtask.
 *
 * A promise without a parent is not captured: it is settled from elsewhere and nothing ever runs in it.
 */
export class AsyncContexts {
  readonly #budget = new CaptureBudget();
  readonly #observer: ResourceObserver;

  constructor(observer: ResourceObserver) {
    this.#observer = observer;
  }

  install(): void {
    hidePromiseIds();
    const init = (_id: number, type: string, triggerId: number, resource: object) => {
      // The runtime ends the process when a hook throws.
      try {
        this.#created(type, triggerId, resource, init);
      } catch {}
    };
    createHook({ init }).enable();
  }

  /** The context that runs now. */
  current(): Holder | undefined {
    return holderOf(executionAsyncResource());
  }

  #created(type: string, triggerId: number, resource: object, below: (...args: never[]) => unknown): void {
    const running = this.current();
    const captures = type === 'PROMISE' ? triggerId !== executionAsyncId() : capturedTypes.has(type);
    if (captures)
      setHolder(
        resource,
        extendChain(
          running,
          this.#budget.spend(() => captureTrace(below, frameLimit)),
        ),
      );
    else if (running || holderOf(resource)) setHolder(resource, running);
    if (type === 'TCPCONNECTWRAP') this.#observer.tcpConnecting(triggerId);
  }
}
