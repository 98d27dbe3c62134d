import { createHook, executionAsyncId, executionAsyncResource } from 'node:async_hooks';
import { prototypeOf } from '../builtins';
import { hidePromiseIds, holderOf, setHolder, setPath } from './asyncSlots';
import { CaptureBudget } from './budget';
import { ContextPath } from './contextPath';
import { assumedIn, capturedIn, type Holder, holderFrameLimit, uncapturedIn } from './holder';
import { captureTrace } from './stackTrace';
import { TraceAging } from './traceAging';

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
  readonly #aging = new TraceAging(this.#budget);
  readonly #observer: ResourceObserver;

  constructor(observer: ResourceObserver) {
    this.#observer = observer;
  }

  install(): void {
    hidePromiseIds();
    const init = (id: number, type: string, triggerId: number, resource: object) => {
      // The runtime ends the process when a hook throws.
      try {
        const running = executionAsyncResource();
        const context = holderOf(running);
        this.#path.enter(executionAsyncId(), running, id);
        if (this.#inherits(type, triggerId, resource)) {
          this.#path.passPromise();
          if (context) setHolder(resource, context);
        } else {
          this.#passBy(id, type, triggerId);
          const path = this.#path.whole;
          const uncaptured = this.#withoutCapture(type, resource, path, context);
          if (uncaptured) {
            setHolder(resource, uncaptured);
          } else {
            // In here, because each frame of ours between this and the program would be walked every time.
            const trace = captureTrace(init, holderFrameLimit);
            this.#budget.end(path, trace);
            setHolder(resource, this.#aging.add(capturedIn(context, trace)));
          }
          setPath(resource, this.#path.steps);
        }
        if (type === 'TCPCONNECTWRAP') this.#observer.tcpConnecting(triggerId);
        else if (type === 'Timeout') this.#observer.timerCreated(resource);
      } catch {}
    };
    createHook({ init }).enable();
  }

  /** The context that runs now. */
  current(): Holder | undefined {
    return holderOf(executionAsyncResource());
  }

  /** What holds for a context that is not to be captured; undefined when it is, and the budget was asked. */
  #withoutCapture(
    type: string,
    resource: object,
    path: number,
    context: Holder | undefined,
  ): Holder | undefined {
    if (isShared(type, resource)) return uncapturedIn(context);
    if (this.#budget.begin(path)) return undefined;
    const latest = this.#budget.latest(path);
    return latest ? assumedIn(context, latest) : uncapturedIn(context);
  }

  #passBy(id: number, type: string, triggerId: number): void {
    if (type === 'PROMISE') this.#path.passReaction(id, triggerId);
    else this.#path.passOther(type);
  }

  #inherits(type: string, triggerId: number, resource: object): boolean {
    if (type === 'PROMISE') return triggerId === executionAsyncId() && prototypeOf(resource) === plainPromise;
    this.#budget.turn();
    this.#aging.turn();
    return false;
  }
}
