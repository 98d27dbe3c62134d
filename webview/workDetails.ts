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
  const length = lengthOfRow(row);
  const whole = row.end - row.start;
  const ofWhole = length < whole * 0.95 ? `of ${formatDuration(whole)}` : undefined;
  return build(
    'dl',
    { className: 'figures' },
    ...buildFigure(row.busy === undefined ? 'Took' : 'Busy', meaning, formatDuration(length), ofWhole),
    ...(row.cpu === undefined ? [] : buildFigure('CPU time', CPU_TIME, formatDuration(row.cpu))),
  );
}

const CPU_TIME =
  'What all threads of the process used meanwhile. Far less than it was busy: something held the thread up, such as a synchronous read, or other programs took the processor.';

function buildFigure(label: string, definition: string, value: string, note?: string): HTMLElement[] {
  return [
    build('dt', {}, build('span', { tabIndex: 0, textContent: label, data: { definition, key: label } })),
    build(
      'dd',
      {},
      build('span', { textContent: value }),
      note ? build('span', { className: 'caveat', textContent: note }) : undefined,
    ),
  ];
}
