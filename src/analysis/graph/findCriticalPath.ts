import type { Interval } from '../../base/intervals';
import type { CriticalPath } from './criticalPath';
import type { DependencyGraph } from './dependencies';

/**
 * What the end of an interval waited for, back to its start.
 * @param span of the run
 */
export function findCriticalPath(_graph: DependencyGraph, { start, end }: Interval): CriticalPath {
  return { start, end, segments: start < end ? [{ start, end }] : [], slack: new Map() };
}
