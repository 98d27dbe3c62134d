/**
 * Remembers what a pure function made of an object for as long as that object lives. Right for frozen facts, which
 * are replaced and never changed; a live view then measures only what is new.
 */
export function memoiseByIdentity<Argument extends object, Result>(
  compute: (argument: Argument) => Result,
): (argument: Argument) => Result {
  const known = new WeakMap<Argument, Result>();
  return (argument) => {
    const found = known.get(argument);
    // An object around each result would tell what was found to be undefined, at the price of one for every other.
    if (found !== undefined || known.has(argument)) return found as Result;
    const result = compute(argument);
    known.set(argument, result);
    return result;
  };
}
