import { apply, defineProperty, descriptorOf, prototypeOf } from './builtins';

/**
 * Gets the object a method is looked up on and the method; what it returns, if anything, is found in its place this
 * time.
 */
export type ObserveLookup = (receiver: object, method: unknown) => unknown;

interface Observer {
  readonly observe: ObserveLookup;
  /** Told when `observe` throws. */
  readonly failed: () => void;
}

/** What is known of one object under one name. */
interface Watch {
  readonly target: object;
  /** What the object itself had there; absent when it inherits the method. */
  readonly own: PropertyDescriptor | undefined;
  /** What was known before somebody put an accessor around ours: that one may ask ours again. */
  readonly covered?: Watch;
  /** Never changed in place: one that is told may stop others. */
  observers: readonly Observer[];
}

/**
 * Observes look-ups of one name on any number of objects. All get the same accessor: with one of its own each, the
 * engine would keep every stream in the slow form that is meant for dictionaries.
 */
class Lookups {
  readonly #name: string;
  readonly #watches = new WeakMap<object, Watch>();
  readonly #accessor: Pick<Required<PropertyDescriptor>, 'get' | 'set' | 'configurable'>;

  constructor(name: string) {
    this.#name = name;
    const found = (receiver: object) => this.#found(receiver);
    const assigned = (receiver: object, value: unknown) => this.#assigned(receiver, value);
    this.#accessor = {
      get(this: object) {
        return found(this);
      },
      set(this: object, value: unknown) {
        assigned(this, value);
      },
      configurable: true,
    };
  }

  observe(target: object, observer: Observer): () => void {
    const watch = this.#watchOf(target);
    watch.observers = [...watch.observers, observer];
    return () => {
      watch.observers = watch.observers.filter((one) => one !== observer);
      if (watch.observers.length === 0) this.#forget(watch);
    };
  }

  observes(target: object): boolean {
    return this.#watches.has(target) && descriptorOf(target, this.#name)?.get === this.#accessor.get;
  }

  #watchOf(target: object): Watch {
    const own = descriptorOf(target, this.#name);
    const known = this.#watches.get(target);
    if (known && own?.get === this.#accessor.get) return known;
    const watch: Watch = { target, own, covered: own?.get && known, observers: [] };
    this.#watches.set(target, watch);
    // Who lists what an object has finds what was there before.
    defineProperty(target, this.#name, { ...this.#accessor, enumerable: own?.enumerable ?? false });
    return watch;
  }

  #forget(watch: Watch): void {
    const { target, own, covered } = watch;
    // Who has put something around our accessor still finds through it what was there before.
    if (this.#watches.get(target) !== watch || !this.observes(target)) return;
    if (covered) this.#watches.set(target, covered);
    else this.#watches.delete(target);
    if (own) defineProperty(target, this.#name, own);
    else delete (target as Record<string, unknown>)[this.#name];
  }

  /** What a look-up finds; the observers are told of it in the order they came. */
  #found(receiver: object): unknown {
    const watch = this.#reach(receiver);
    if (!watch) return undefined;
    let method = this.#methodOf(watch, receiver);
    for (const { observe, failed } of watch.observers) {
      try {
        method = observe(receiver, method) ?? method;
      } catch {
        failed();
      }
    }
    return method;
  }

  #methodOf(watch: Watch, receiver: object): unknown {
    const { target, own, covered } = watch;
    if (!own) return prototypeOf(target)[this.#name];
    if (!own.get) return own.value;
    if (!covered) return apply(own.get, receiver, []);
    this.#watches.set(target, covered);
    try {
      return apply(own.get, receiver, []);
    } finally {
      this.#watches.set(target, watch);
    }
  }

  /** Who assigns a method of his own wants that one from now on. */
  #assigned(receiver: object, value: unknown): void {
    const watch = this.#watches.get(receiver);
    this.#watches.delete(receiver);
    // Among the properties of an object, a new one is the last.
    if (watch && !watch.own) delete (receiver as Record<string, unknown>)[this.#name];
    const enumerable = watch?.own?.enumerable ?? true;
    defineProperty(receiver, this.#name, { value, writable: true, configurable: true, enumerable });
  }

  /** The object observed, which is the receiver or what it inherits from. */
  #reach(receiver: object): Watch | undefined {
    for (let at: object | null = receiver; at !== null; at = prototypeOf(at) as object | null) {
      const watch = this.#watches.get(at);
      if (watch) return watch;
    }
    return undefined;
  }
}

const byName = new Map<string, Lookups>();

/**
 * Has `observe` called whenever a method is looked up.
 * @param failed told when that throws
 * @returns stops observing
 */
export function observeLookupsWith(
  target: object,
  name: string,
  observe: ObserveLookup,
  failed: () => void,
): () => void {
  const lookups = byName.get(name) ?? new Lookups(name);
  byName.set(name, lookups);
  return lookups.observe(target, { observe, failed });
}

/** Whether look-ups on an object itself are observed still: the program may have put something in the place of that. */
export function observesLookups(target: object, name: string): boolean {
  return byName.get(name)?.observes(target) ?? false;
}
