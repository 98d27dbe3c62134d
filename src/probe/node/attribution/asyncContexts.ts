import { createHook, executionAsyncId, executionAsyncResource } from 'node:async_hooks';
import { prototypeOf } from '../builtins';
import { findSlot, hidePromiseIds, slotOn } from './asyncSlots';
import { CaptureBudget } from './budget';
import { ContextPath } from './contextPath';
import { capturedIn, type Holder, holderFrameLimit, uncapturedIn } from './holder';
import { captureTrace } from './stackTrace';
import { TraceAging } from './traceAging';
import { type PathUse, purposeOf, WornPaths } from './wornPaths';

/**
 * Resources that outlive what they were opened for. What happens in them is not the doing of whoever opened them: a
 * pooled connection answers everybody.
 */
const sharedTypes = new Set([
  'TCPWRAP',
  'TCPSERVERWRAP',
  'TLSWRAP',
  'PIPEWRAP',
  'PIPESERVERWRAP',
  'TTYWRAP',
  'UDPWRAP',
  'JSSTREAM',
  'HTTP2SESSION',
  'PROCESSWRAP',
  'SIGNALWRAP',
  'FSEVENTWRAP',
  'STATWATCHER',
  'WORKER',
  'MESSAGEPORT',
]);

/** A timer that fires again and again does the work of whoever left some for it. */
function isShared(type: string, resource: object): boolean {
  return sharedTypes.has(type) || (type === 'Timeout' && typeof (resource as Interval)._repeat === 'number');
}

interface Interval {
  readonly _repeat?: unknown;
}

const plainPromise = Promise.prototype;

/** What else is told of new async resources. */
export interface ResourceObserver {
  /** @param handleId async id of the socket handle that connects */
  tcpConnecting(handleId: number): void;
  /** @param timer the runtime's object for a timer; its fields are set, and it waits for nothing yet */
  timerCreated(timer: object): void;
}

/**
 * Follows the program from one async context to the next, so that a request can be traced to lines that are long off
 * the stack. A stack is captured for each reaction to a promise (`await`, `.then`) and for everything else that will
 * call back once: ticks, timers, microtasks, file requests, the program's own `AsyncResource`s.
 *
 * A plain promise without a parent is not captured: it is settled from elsewhere and nothing ever runs in it. One of a
 * subclass may be a reaction all the same: those are made by their constructor, which knows of no parent.
 */
export class AsyncContexts {
  readonly #budget = new CaptureBudget();
  readonly #path = new ContextPath();
  readonly #worn = new WornPaths();
  readonly #aging = new TraceAging(this.#budget);
  readonly #observer: ResourceObserver;
  /** Async id of the context that was seen running last, and what it holds. */
  #running = -1;
  #context: Holder | undefined;
  /** Async id of the context that made a request last. */
  #requestedIn = -1;

  constructor(observer: ResourceObserver) {
    this.#observer = observer;
  }

  install(): void {
    hidePromiseIds();
    const init = (_id: number, type: string, triggerId: number, resource: object) => {
      // The runtime ends the process when a hook throws.
      try {
        const running = executionAsyncId();
        if (running !== this.#running) this.#enter(running);
        if (type === 'PROMISE' && triggerId === running && prototypeOf(resource) === plainPromise) {
          this.#path.passPromise();
          if (this.#context) slotOn(resource).holder = this.#context;
          return;
        }
        const use = this.#pass(type, running);
        const slot = slotOn(resource);
        this.#path.noteOn(slot);
        if (isShared(type, resource)) {
          slot.holder = uncapturedIn(this.#context);
        } else if (this.#budget.begin(purposeOf(use))) {
          // In here, because each frame of ours between this and the program would be walked every time.
          const trace = captureTrace(init, holderFrameLimit);
          this.#budget.end();
          slot.holder = this.#aging.add(capturedIn(this.#context, trace, use));
        } else {
          slot.holder = uncapturedIn(this.#context, use);
        }
        if (type !== 'PROMISE') this.#tell(type, triggerId, resource);
      } catch {}
    };
    createHook({ init }).enable();
  }

  /**
   * The context that runs now, in which a request is being made. What it goes on to create waits for the answer, and a
   * retry would come of that.
   */
  requesting(): Holder | undefined {
    this.#requestedIn = executionAsyncId();
    return findSlot(executionAsyncResource())?.holder;
  }

  #enter(running: number): void {
    const slot = findSlot(executionAsyncResource());
    this.#running = running;
    this.#context = slot?.holder;
    this.#path.enter(slot);
  }

  /** Goes on to what is created, and counts the way there. Anything but a promise says that the event loop turns. */
  #pass(type: string, running: number): PathUse {
    if (type === 'PROMISE') {
      this.#path.passReaction();
    } else {
      this.#path.passOther(type);
      this.#worn.turn(this.#budget.turn());
      this.#aging.turn();
    }
    const use = this.#worn.count(this.#path.whole);
    if (running === this.#requestedIn) use.leads = true;
    return use;
  }

  #tell(type: string, triggerId: number, resource: object): void {
    if (type === 'TCPCONNECTWRAP') this.#observer.tcpConnecting(triggerId);
    else if (type === 'Timeout') this.#observer.timerCreated(resource);
  }
}
