/** What there is now in the order in which it was shown before, and what is new after that. */
export function keepOrder<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  shown: readonly Thing[],
): readonly Thing[] {
  if (shown.length === 0) return things;
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const known = shown.flatMap(({ id }) => byId.get(id) ?? []);
  const before = new Set(known);
  return [...known, ...things.filter((thing) => !before.has(thing))];
}
