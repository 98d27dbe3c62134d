import { type AsyncHook, createHook, type HookCallbacks } from 'node:async_hooks';
import { promiseHooks } from 'node:v8';

/** What is told of async resources. Nothing in here may throw: the runtime ends the process when a hook does. */
export interface AsyncEvents {
  /** @param parent the promise that `promise` is a reaction to */
  promiseMade(promise: object, parent: object | undefined): void;
  /** A reaction to a promise begins to run. */
  reactionBegins(promise: object): void;
  reactionEnds(): void;
  /** Anything but a promise was created. */
  resourceMade(id: number, type: string, triggerId: number, resource: object): void;
}

/**
 * Hears of promises from V8 and of everything else from `async_hooks`. Both could come from there, but the ids and the
 * stack of ids that it keeps for each promise cost a program that makes many more than all the rest of the probe, and
 * show in every promise that is printed.
 */
export function hearAsyncEvents(events: AsyncEvents): void {
  promiseHooks.createHook({
    init: events.promiseMade,
    before: events.reactionBegins,
    after: events.reactionEnds,
  });
  const hook = createHook({ init: events.resourceMade, trackPromises: false } as HookCallbacks);
  if (tracksPromises()) hook.enable();
  else enableWithoutPromises(hook);
}

/** Whether somebody enabled a hook already: then promises have ids. */
function tracksPromises(): boolean {
  return Object.getOwnPropertySymbols(Promise.resolve()).length > 0;
}

/**
 * Up to Node 24.11 there is no way to ask `async_hooks` for everything but promises. It takes their events from V8 the
 * same way as we do, from the object that `node:v8` exports; so that object turns it down this once. A hook that the
 * program enables later has it ask again, and get them.
 */
function enableWithoutPromises(hook: AsyncHook): void {
  const { createHook } = promiseHooks;
  promiseHooks.createHook = () => () => {};
  try {
    hook.enable();
  } finally {
    promiseHooks.createHook = createHook;
  }
}
