import type { Ghost } from './ghostMarks';
import { ghostsOf } from './ghostMarks';
import { stepsByRow } from './pathMarks';
import type { TimelineState } from './state';

const noGhosts: ReadonlyMap<string, Ghost> = new Map();

/** Where rows would have been, while a person asks for that. */
export function findGhosts({ prediction }: Pick<TimelineState, 'prediction'>): ReadonlyMap<string, Ghost> {
  return prediction ? ghostsOf(prediction) : noGhosts;
}

/** Which rows step back: those that are not marked while others are, and those off the critical path while it is shown. */
export function findDimmed(
  { marked, analysis }: Pick<TimelineState, 'marked' | 'analysis'>,
  showsPath: boolean,
): (rowId: string) => boolean {
  const chosen = new Set(marked);
  const path = showsPath && analysis ? stepsByRow(analysis) : undefined;
  return (rowId) => (chosen.size > 0 && !chosen.has(rowId)) || (path !== undefined && !path.has(rowId));
}
