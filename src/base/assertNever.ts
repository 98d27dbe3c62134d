/** Makes a `switch` over a tagged union exhaustive at compile time; throws if one slips through at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
