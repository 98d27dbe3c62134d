import { captureStackTrace, defineProperty, descriptorOf, ErrorConstructor } from '../builtins';

/** Anything a stack can be captured into; the runtime formats it when `stack` is read first. */
export interface Trace {
  stack?: unknown;
}

/**
 * Captures the stack without formatting it (2 to 5 µs for 32 frames). Leaves `Error.stackTraceLimit` as it was.
 * @param below frames above and including this function are left out
 */
export function captureTrace(below: (...args: never[]) => unknown, frameLimit: number): Trace {
  const trace: Trace = {};
  const limit = ErrorConstructor.stackTraceLimit;
  ErrorConstructor.stackTraceLimit = frameLimit;
  try {
    captureStackTrace(trace, below);
  } finally {
    ErrorConstructor.stackTraceLimit = limit;
  }
  return trace;
}

/**
 * The call sites of a captured stack. The program's own `Error.prepareStackTrace` is set aside meanwhile; where it
 * can't be, nothing is found.
 */
export function readCallSites(trace: Trace): readonly NodeJS.CallSite[] {
  const installed = descriptorOf(ErrorConstructor, 'prepareStackTrace');
  defineProperty(ErrorConstructor, 'prepareStackTrace', {
    value: keepCallSites,
    writable: true,
    configurable: true,
  });
  try {
    return Array.isArray(trace.stack) ? trace.stack : [];
  } finally {
    restore(installed);
  }
}

function restore(installed: PropertyDescriptor | undefined): void {
  if (installed) defineProperty(ErrorConstructor, 'prepareStackTrace', installed);
  else Reflect.deleteProperty(ErrorConstructor, 'prepareStackTrace');
}

function keepCallSites(_error: unknown, callSites: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] {
  return callSites;
}
