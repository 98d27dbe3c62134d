/** Numbers in ascending order. The engine sorts bare numbers several times as fast as what else a list may hold. */
export function sortNumbers(values: readonly number[]): number[] {
  return Array.from(Float64Array.from(values).sort());
}
