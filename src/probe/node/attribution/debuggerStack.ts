import type { Session } from 'node:inspector';
import { isForeign, type Place } from './places';

interface ProtocolStack {
  readonly callFrames: readonly {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  }[];
  readonly parent?: ProtocolStack;
}

let session: Session | undefined;

/** Whether a debugger is attached, or may be. */
export function isDebuggerAttached(): boolean {
  return process.features.inspector && inspectorModule().url() !== undefined;
}

/** Loaded when it is needed: it isn't part of every runtime. */
export function inspectorModule(): typeof import('node:inspector') {
  return process.getBuiltinModule?.('node:inspector') ?? require('node:inspector');
}

/**
 * The async stack an attached debugger keeps, one list of places per async step outwards; empty when it keeps none.
 * Costs 0.4 to 0.5 ms, pauses nothing and is not reported to the debugger.
 */
export function readDebuggerStack(): readonly (readonly Place[])[] {
  const ancestors: Place[][] = [];
  for (let stack = evaluate()?.parent; stack; stack = stack.parent) ancestors.push(placesOf(stack));
  return ancestors;
}

function evaluate(): ProtocolStack | undefined {
  if (!session) {
    const { Session: InspectorSession } = inspectorModule();
    session = new InspectorSession();
    session.connect();
  }
  let result: ProtocolStack | undefined;
  session.post('Runtime.evaluate', { expression: 'throw 0', silent: true }, (_error, answer) => {
    result = answer?.exceptionDetails?.stackTrace as ProtocolStack | undefined;
  });
  return result;
}

function placesOf(stack: ProtocolStack): Place[] {
  return stack.callFrames
    .filter(({ url }) => url !== '' && !isForeign(url))
    .map(({ url, lineNumber, columnNumber, functionName }) => ({
      file: url,
      line: lineNumber + 1,
      column: columnNumber + 1,
      fn: functionName || undefined,
    }));
}
