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

/**
 * Remembers what a pure function made of a text for good. Right where a program has few of them, such as names of
 * files and of functions, which many objects hold.
 */
export function memoiseByText<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = compute(text);
    known.set(text, result);
    return result;
  };
}
