import { apply, defineProperty, descriptorOf } from './builtins';
import { type ObserveLookup, observeLookupsWith, observesLookups } from './lookups';
import type { Recorder } from './recorder';

type Method = (...args: unknown[]) => unknown;

/** Runs `work`; a failure of ours is recorded and goes no further. */
export function guarded(recorder: Recorder, where: string, work: () => void): void {
  try {
    work();
  } catch {
    recordFailure(recorder, where);
  }
}

/**
 * Has `observe` called before each call of a method, with its receiver and arguments, which it may replace, and `done`
 * after the call, however it ended. The method keeps its name, length, receiver and result, and the object prints as
 * before.
 */
export function observeCalls<Target extends object>(
  recorder: Recorder,
  target: Target,
  name: string,
  observe: (receiver: Target, args: unknown[]) => void,
  done?: (receiver: Target) => void,
): void {
  const original = (target as Record<string, unknown>)[name];
  if (typeof original !== 'function') return;
  const value = wrap(recorder, name, original as Method, observe, done);
  const enumerable = descriptorOf(target, name)?.enumerable ?? false;
  defineProperty(target, name, { value, writable: true, configurable: true, enumerable });
}

/**
 * As `observeCalls`, for a method that may be replaced meanwhile, by the runtime or by the program: the object keeps it
 * as it is, and what is called instead is found where the method is looked up.
 * @param isCalled whether the method of this receiver is to be observed this time
 * @returns stops observing
 */
export function observeOwnCalls<Target extends object>(
  recorder: Recorder,
  target: Target,
  name: string,
  observe: (receiver: Target, args: unknown[]) => void,
  isCalled: (receiver: Target) => boolean = () => true,
): () => void {
  let original: unknown;
  let wrapper: Method | undefined;
  return observeLookups(recorder, target, name, (receiver, method) => {
    if (typeof method !== 'function' || !isCalled(receiver as Target)) return undefined;
    if (method !== original) wrapper = wrap(recorder, name, method as Method, observe);
    original = method;
    return wrapper;
  });
}

function wrap<Target extends object>(
  recorder: Recorder,
  name: string,
  original: Method,
  observe: (receiver: Target, args: unknown[]) => void,
  done?: (receiver: Target) => void,
): Method {
  const wrapper = {
    [name](this: Target, ...args: unknown[]) {
      try {
        observe(this, args);
      } catch {
        recordFailure(recorder, name);
      }
      if (!done) return apply(original, this, args);
      try {
        return apply(original, this, args);
      } finally {
        try {
          done(this);
        } catch {
          recordFailure(recorder, name);
        }
      }
    },
  }[name] as Method;
  for (const key of ['name', 'length'] as const) {
    defineProperty(wrapper, key, { value: original[key], configurable: true });
  }
  return wrapper;
}

/**
 * Has `observe` called whenever a method is looked up, which happens just before it is called. Sees no arguments, but
 * leaves no frame of ours on the stack of what the method calls, and no listener for the program to find.
 * @returns stops observing
 */
export function observeLookups(
  recorder: Recorder,
  target: object,
  name: string,
  observe: ObserveLookup,
): () => void {
  return observeLookupsWith(target, name, observe, () => recordFailure(recorder, name));
}

/**
 * Keeps observing what other instrumentation may put itself in the place of, which wraps what it found there.
 * @param observe begins to observe, and returns what stops that
 * @returns to be called now and then: begins again, around what is there now
 */
export function keepObserving(target: object, name: string, observe: () => () => void): () => void {
  let stop = observe();
  return () => {
    if (observesLookups(target, name)) return;
    stop();
    stop = observe();
  };
}

function recordFailure(recorder: Recorder, where: string): void {
  try {
    recorder.internalLoss(where);
  } catch {
    // Nothing is left that could be tried without disturbing the program.
  }
}
