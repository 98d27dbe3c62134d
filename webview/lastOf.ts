/** Remembers what was made of the last inputs, compared by identity. */
export function lastOf<Inputs extends readonly unknown[], Result>(
  make: (...inputs: Inputs) => Result,
): (...inputs: Inputs) => Result {
  let last: { readonly inputs: Inputs; readonly result: Result } | undefined;
  return (...inputs) => {
    if (last && inputs.every((input, index) => Object.is(input, last?.inputs[index]))) return last.result;
    last = { inputs, result: make(...inputs) };
    return last.result;
  };
}
