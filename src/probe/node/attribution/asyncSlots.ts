import { createHook } from 'node:async_hooks';
import { defineProperty } from '../builtins';
import type { Holder } from './holder';

/** A constructor that returns its argument lets a subclass put private fields on objects of any kind. */
class ReturnsItsArgument {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is the point of the class.
    return object;
  }
}

/**
 * What the probe and the runtime note on each async resource, in private fields: as fast as a property, gone with the
 * resource, and shown by no `console.log`, no comparison and no list of keys.
 */
class AsyncSlots extends ReturnsItsArgument {
  #holder: Holder | undefined;
  #asyncId: number | undefined;
  #triggerId: number | undefined;
  /** Where a context was created, as `ContextPath` counts, and with where the one was created that created it. */
  #steps = 0;
  #path = 0;

  static on(resource: object): void {
    if (!(#holder in resource)) new AsyncSlots(resource);
  }
  static holder(resource: object): Holder | undefined {
    return #holder in resource ? (resource as AsyncSlots).#holder : undefined;
  }
  static setHolder(resource: object, holder: Holder | undefined): void {
    AsyncSlots.on(resource);
    (resource as AsyncSlots).#holder = holder;
  }
  static steps(resource: object): number {
    return #holder in resource ? (resource as AsyncSlots).#steps : 0;
  }
  static path(resource: object): number {
    return #holder in resource ? (resource as AsyncSlots).#path : 0;
  }
  /** @param resource one that has a holder */
  static setPath(resource: object, steps: number, path: number): void {
    (resource as AsyncSlots).#steps = steps;
    (resource as AsyncSlots).#path = path;
  }
  static asyncId(resource: object): number | undefined {
    return #holder in resource ? (resource as AsyncSlots).#asyncId : undefined;
  }
  static setAsyncId(resource: object, id: number): void {
    AsyncSlots.on(resource);
    (resource as AsyncSlots).#asyncId = id;
  }
  static triggerId(resource: object): number | undefined {
    return #holder in resource ? (resource as AsyncSlots).#triggerId : undefined;
  }
  static setTriggerId(resource: object, id: number): void {
    AsyncSlots.on(resource);
    (resource as AsyncSlots).#triggerId = id;
  }
}

export const holderOf = AsyncSlots.holder;
export const setHolder = AsyncSlots.setHolder;
export const stepsOf = AsyncSlots.steps;
export const pathOf = AsyncSlots.path;
export const setPath = AsyncSlots.setPath;

/**
 * While async hooks are on, the runtime notes two ids on every promise under symbols, and each printed promise shows
 * them. Accessors on the prototype take those ids in instead, so that promises print as they always do.
 */
export function hidePromiseIds(): void {
  const hook = createHook({ init() {} }).enable();
  const symbols = Object.getOwnPropertySymbols(Promise.resolve());
  hook.disable();
  for (const symbol of symbols) {
    const accessors = accessorsFor(symbol.description);
    if (accessors)
      defineProperty(Promise.prototype, symbol, { ...accessors, configurable: true, enumerable: false });
  }
}

function accessorsFor(name: string | undefined): Pick<PropertyDescriptor, 'get' | 'set'> | undefined {
  if (name === 'async_id_symbol') {
    return {
      get(this: object) {
        return AsyncSlots.asyncId(this);
      },
      set(this: object, id: number) {
        AsyncSlots.setAsyncId(this, id);
      },
    };
  }
  if (name !== 'trigger_async_id_symbol') return undefined;
  return {
    get(this: object) {
      return AsyncSlots.triggerId(this);
    },
    set(this: object, id: number) {
      AsyncSlots.setTriggerId(this, id);
    },
  };
}
