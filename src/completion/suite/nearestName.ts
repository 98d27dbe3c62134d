/**
 * The name that was probably meant: the one with the fewest letters to change, if these are at most a third of them.
 * Capitals do not matter.
 */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => ({ name, distance: editDistance(written, name) }));
  const nearest = distances.sort((a, b) => a.distance - b.distance)[0];
  return nearest && nearest.distance <= nearest.name.length / 3 ? nearest.name : undefined;
}

/** Letters to put in, leave out, change, or swap with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  // A text so long is no slip of the pen.
  if (a.length > 2 * b.length + 2) return a.length;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) current.push(cost(a, b, rows, current, row, column));
    rows.push(current);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

function cost(
  a: string,
  b: string,
  rows: number[][],
  current: number[],
  row: number,
  column: number,
): number {
  const above = rows[row - 1] ?? [];
  const change = a[row - 1] === b[column - 1] ? 0 : 1;
  const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  const swap = isSwapped ? (rows[row - 2]?.[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
  return Math.min(
    (above[column] ?? 0) + 1,
    (current[column - 1] ?? 0) + 1,
    (above[column - 1] ?? 0) + change,
    swap,
  );
}
