/** Runs `draw` when at least one of its inputs is another than the last time, compared by identity. */
export function onChange<Inputs extends readonly unknown[]>(
  draw: (...inputs: Inputs) => void,
): (...inputs: Inputs) => void {
  let before: Inputs | undefined;
  return (...inputs) => {
    if (before && inputs.every((input, index) => Object.is(input, before?.[index]))) return;
    before = inputs;
    draw(...inputs);
  };
}
