/**
 * What a whole process shares. Each test file is a bundle with its own copy of every module, and where many of them run
 * in one process, as under mocha, each would listen to that process for itself.
 * @param make called the first time that a name is asked for
 */
export function oncePerProcess<T>(name: string, make: () => T): T {
  const key = Symbol.for(`latencyLens.test.${name}`);
  const shared = globalThis as { [key: symbol]: T | undefined };
  shared[key] ??= make();
  return shared[key];
}
