/** What was taken from a text and put into it at one place of it. */
export interface TextPatch {
  /** UTF-16 units from the beginning of the text. */
  readonly offset: number;
  readonly removed: string;
  readonly inserted: string;
}

/** A change of a text as editors tell it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** Moves patches of a text, in ascending order, to where they are in the text that they make. */
export function placePatches(patches: readonly TextPatch[]): TextPatch[] {
  let shift = 0;
  return patches.map((patch) => {
    const placed = { ...patch, offset: patch.offset + shift };
    shift += patch.inserted.length - patch.removed.length;
    return placed;
  });
}

/** Where a patch is after somebody else's change; undefined when that goes through its midst: then it is theirs. */
export function movePatch(patch: TextPatch, change: TextChange): TextPatch | undefined {
  const { rangeOffset, rangeLength, text } = change;
  if (rangeOffset >= patch.offset + patch.inserted.length) return patch;
  if (rangeOffset + rangeLength > patch.offset) return undefined;
  return { ...patch, offset: patch.offset + text.length - rangeLength };
}

/** What stands between a beginning and an end that two texts have in common, in the second of them. */
export function insertedBetween(before: string, after: string, offset: number): string {
  const suffix = before.slice(offset);
  if (after.startsWith(before.slice(0, offset)) && after.endsWith(suffix)) {
    return after.slice(offset, after.length - suffix.length);
  }
  return differenceOf(before, after);
}

function differenceOf(before: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  const most = Math.min(before.length, after.length) - start;
  let end = 0;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return after.slice(start, after.length - end);
}
