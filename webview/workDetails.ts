import { formatDuration } from '../src/base/format';
import type { TimelineWork, TimelineWorkKind } from '../src/protocol/timelineMessages';
import { buildFrames, buildTitle, type DetailsActions } from './callDetails';
import { lengthOfRow } from './describe';
import { build, section } from './dom';

/** Everything known about one piece of other work, as plain HTML. */
export function buildWorkDetails(
  row: TimelineWork,
  kinds: readonly TimelineWorkKind[],
  actions: DetailsActions,
): HTMLElement[] {
  const kind = kinds.find(({ name }) => name === row.work);
  return [
    buildTitle(row, row.name, actions, [
      build('span', { textContent: kind?.label ?? '' }),
      build('span', { textContent: `at ${formatDuration(row.start)}` }),
      build('span', { className: 'outcome', textContent: row.outcome, data: { tone: row.tone } }),
    ]),
    ...(row.doubt
      ? [
          build(
            'ul',
            { className: 'notes', data: { tone: row.tone } },
            build('li', { textContent: row.doubt }),
          ),
        ]
      : []),
    ...section('Time', buildTimes(row, kind?.meaning ?? '')),
    ...(row.frames.length > 1 ? section('Called from', buildFrames(row, actions)) : []),
  ];
}

function buildTimes(row: TimelineWork, meaning: string): HTMLElement {
  const label = row.busy === undefined ? 'Took' : 'Busy';
  const span = formatDuration(row.end - row.start);
  return build(
    'dl',
    { className: 'figures' },
    build(
      'dt',
      {},
      build('span', { tabIndex: 0, textContent: label, data: { definition: meaning, key: 'took' } }),
    ),
    build(
      'dd',
      {},
      build('span', { textContent: formatDuration(lengthOfRow(row)) }),
      row.busy === undefined ? undefined : build('span', { className: 'caveat', textContent: `of ${span}` }),
    ),
  );
}
