const GAP = 2;

/**
 * How many columns bars get of the room that they share with texts at their right.
 * @param forTexts columns that bars leave to texts that are as long as that
 */
export function shareRoom(
  room: number,
  texts: readonly string[],
  { narrowest, widest, forTexts }: Readonly<Record<'narrowest' | 'widest' | 'forTexts', number>>,
): number {
  const longest = Math.max(0, ...texts.map((text) => [...text].length));
  const left = longest === 0 ? room : room - GAP - Math.min(longest, forTexts);
  return Math.max(narrowest, Math.min(widest, left));
}
