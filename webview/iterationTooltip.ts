import { formatDuration } from '../src/base/format';
import type {
  TimelineGap,
  TimelineIteration,
  TimelineShare,
  TimelineThread,
} from '../src/protocol/timelineAnalysis';
import { build } from './dom';
import { durationOf } from './longestIteration';

/** Shares that a tooltip has room for. */
const MOST_SHARES = 8;

/** What the tooltip says about a loop, and about the iteration under the pointer: where its time went. */
export function buildIterationTooltip(
  { name, place, start, end, ledger }: TimelineThread,
  iteration: TimelineIteration | undefined,
): HTMLElement[] {
  const what = iteration ? `iteration ${iteration.ordinal}` : 'all iterations';
  return [
    build(
      'div',
      { className: 'tooltip-head' },
      build('strong', { textContent: name }),
      build('span', { textContent: place }),
    ),
    build(
      'div',
      { className: 'tooltip-phase' },
      build('span', { textContent: what }),
      build('strong', { textContent: formatDuration(durationOf(iteration ?? { start, end })) }),
    ),
    buildShares(iteration?.ledger ?? ledger),
  ];
}

/** What the tooltip says about the time before a request. */
export function buildGapTooltip({ start, end, shares }: TimelineGap): HTMLElement[] {
  return [
    build(
      'div',
      { className: 'tooltip-phase' },
      build('span', { textContent: 'from the answer to the request' }),
      build('strong', { textContent: formatDuration(end - start) }),
    ),
    buildShares(shares),
  ];
}

function buildShares(shares: readonly TimelineShare[]): HTMLElement {
  return build(
    'dl',
    {},
    ...shares
      .slice(0, MOST_SHARES)
      .flatMap(({ label, time }) => [
        build('dt', { textContent: label }),
        build('dd', { textContent: formatDuration(time) }),
      ]),
  );
}
