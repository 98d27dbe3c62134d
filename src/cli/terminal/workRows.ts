import { findOtherWork, type OtherWork } from '../../analysis/otherWork';
import { describeWorkEnd, hasFailed, nameWork } from '../../analysis/workText';
import { formatDuration } from '../../base/format';
import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { Run } from '../../model/run';
import { type CallText, labelSite } from './callText';
import { plain } from './screen';

/** A piece that is shorter than one part in so many is not seen in the picture. */
const LEAST_SHARE = 200;

/** Of what goes on before the first call and after the last so much is shown, as a share of the time of all calls. */
const MARGIN_SHARE = 0.15;

/**
 * Other work that is long enough to be seen between the calls of a picture, or close around them.
 * @param span time of the calls
 * @param most how many rows there is room for; the longest pieces get them
 */
export function chooseWork(run: Run, now: Milliseconds, span: Interval, most: number): readonly OtherWork[] {
  const length = span.end - span.start;
  const from = span.start - length * MARGIN_SHARE;
  const to = span.end + length * MARGIN_SHARE;
  const visible = findOtherWork(run, now).filter(
    ({ start, end, duration }) => duration >= length / LEAST_SHARE && start >= from && end <= to,
  );
  if (visible.length <= most) return visible;
  const longest = new Set(visible.toSorted((a, b) => b.duration - a.duration).slice(0, Math.max(0, most)));
  return visible.filter((piece) => longest.has(piece));
}

/** What stands beside the bar of a piece of other work. */
export function describeWork({ work, duration }: OtherWork): CallText {
  const { site, confidence = 'low' } = work.attribution ?? {};
  // The work's own name says more than that of the function around it.
  const place = site && labelSite({ site: { ...site, functionName: undefined }, confidence });
  return {
    label: [place, plain(nameWork(work))].filter(Boolean).join(' '),
    ttft: '',
    total: formatDuration(duration),
    note: plain(describeWorkEnd(work)),
    failed: hasFailed(work),
  };
}
