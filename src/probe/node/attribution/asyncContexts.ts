import { executionAsyncId, executionAsyncResource } from 'node:async_hooks';
import { prototypeOf } from '../builtins';
import { type AsyncEvents, hearAsyncEvents } from './asyncEvents';
import { findSlot, slotOn } from './asyncSlots';
import { CaptureBudget } from './budget';
import { ContextPath } from './contextPath';
import { capturedIn, type Holder, holderFrameLimit, pathsTo, uncapturedIn } from './holder';
import { Reactions } from './reactions';
import { captureTrace } from './stackTrace';
import { TraceAging } from './traceAging';
import { WornPaths } from './wornPaths';

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

type Hook = (...args: never[]) => void;

/** No async id. */
const unseen = -1;

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
  readonly #reactions = new Reactions();
  readonly #observer: ResourceObserver;
  /** Async id under which the running context was seen last; `unseen` when another may run by now. */
  #seenUnder = unseen;
  /** What the context that was seen last holds. */
  #context: Holder | undefined;
  /** Contexts seen so far; the number of the one that made a request last. */
  #turn = 0;
  #requestedIn = -1;

  constructor(observer: ResourceObserver) {
    this.#observer = observer;
  }

  install(): void {
    const events: AsyncEvents = {
      promiseMade: (promise, parent) => {
        try {
          this.#look();
          if (parent === undefined && prototypeOf(promise) === plainPromise) this.#inherit(promise);
          else this.#followReaction(promise, events.promiseMade);
        } catch {}
      },
      reactionBegins: (promise) => {
        this.#reactions.begin(promise, executionAsyncId());
        this.#seenUnder = unseen;
      },
      reactionEnds: () => {
        this.#reactions.end();
        this.#seenUnder = unseen;
      },
      resourceMade: (_id, type, triggerId, resource) => {
        if (type === 'PROMISE') return;
        try {
          this.#look();
          this.#followResource(type, resource, events.resourceMade);
          this.#tell(type, triggerId, resource);
        } catch {}
      },
    };
    hearAsyncEvents(events);
  }

  /**
   * The context that runs now, in which a request is being made. What it goes on to create waits for the answer, and a
   * retry would come of that.
   */
  requesting(): Holder | undefined {
    this.#look();
    this.#requestedIn = this.#turn;
    return this.#context;
  }

  /** A request came of a context: what leads there is worth a capture. */
  noteLeading(holder: Holder): void {
    for (const path of pathsTo(holder)) this.#worn.noteLeading(path);
  }

  /** Looks which context runs. */
  #look(): void {
    const id = executionAsyncId();
    if (id === this.#seenUnder) return;
    this.#seenUnder = id;
    this.#turn++;
    const slot = findSlot(this.#reactions.runningUnder(id) ?? executionAsyncResource());
    this.#context = slot?.holder;
    this.#path.enter(slot);
  }

  #inherit(promise: object): void {
    this.#path.passPromise();
    if (this.#context) slotOn(promise).holder = this.#context;
  }

  #followReaction(promise: object, hook: Hook): void {
    this.#path.passReaction();
    this.#follow(promise, hook);
  }

  /** Anything but a promise says that the event loop turns. */
  #followResource(type: string, resource: object, hook: Hook): void {
    this.#path.passOther(type);
    this.#worn.turn(this.#budget.turn());
    this.#aging.turn();
    if (!isShared(type, resource)) {
      this.#follow(resource, hook);
      return;
    }
    const slot = slotOn(resource);
    this.#path.noteOn(slot);
    slot.holder = uncapturedIn(this.#context);
  }

  /** @param hook what the runtime called: the program's frames lie below it */
  #follow(resource: object, hook: Hook): void {
    const path = this.#path.whole;
    if (this.#turn === this.#requestedIn) this.#worn.noteLeading(path);
    const purpose = this.#worn.count(path);
    const slot = slotOn(resource);
    this.#path.noteOn(slot);
    if (this.#budget.begin(purpose)) {
      const trace = captureTrace(hook, holderFrameLimit);
      this.#budget.end();
      slot.holder = this.#aging.add(capturedIn(this.#context, trace, path));
    } else {
      slot.holder = uncapturedIn(this.#context, path);
    }
  }

  #tell(type: string, triggerId: number, resource: object): void {
    if (type === 'TCPCONNECTWRAP') this.#observer.tcpConnecting(triggerId);
    else if (type === 'Timeout') this.#observer.timerCreated(resource);
  }
}
