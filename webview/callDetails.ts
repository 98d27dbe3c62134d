import { formatDuration } from '../src/base/format';
import type { TimelineAnalysis } from '../src/protocol/timelineAnalysis';
import type {
  TimelineCall,
  TimelineFigureKind,
  TimelinePhaseKind,
  TimelineRow,
} from '../src/protocol/timelineMessages';
import { buildFigureSections } from './callFigures';
import { siteOf } from './describe';
import { build, section } from './dom';
import type { Palette } from './palette';
import { slackByRow, stepsByRow } from './pathMarks';
import { buildPhaseBreakdown } from './phaseBreakdown';

/** What the person can do from here. */
export interface DetailsActions {
  readonly openSource: (row: TimelineRow, frame: number) => void;
  readonly close: () => void;
}

/** What the figures and phases in it mean. */
export interface DetailsTerms {
  readonly figureKinds: readonly TimelineFigureKind[];
  readonly phaseKinds: readonly TimelinePhaseKind[];
  readonly analysis?: TimelineAnalysis;
}

/** Everything known about one call, as plain HTML. */
export function buildDetails(
  call: TimelineCall,
  { figureKinds, phaseKinds, analysis }: DetailsTerms,
  palette: Palette,
  actions: DetailsActions,
): HTMLElement[] {
  return [
    buildHead(call, actions, analysis && buildPathFact(call, analysis)),
    ...buildNotes(call),
    ...section('Time', buildPhaseBreakdown(call, { figureKinds, phaseKinds }, palette)),
    ...buildFigureSections(call, figureKinds),
    ...(call.attempts.length > 1 ? section('Attempts', buildAttempts(call)) : []),
    ...(call.frames.length > 1 ? section('Called from', buildFrames(call, actions)) : []),
  ];
}

function buildHead(
  call: TimelineCall,
  actions: DetailsActions,
  pathFact: HTMLElement | undefined,
): HTMLElement {
  const isPlain = call.tone === 'good';
  return buildTitle(call, `#${call.ordinal} ${siteOf(call).name}`, actions, [
    build('span', { textContent: `at ${formatDuration(call.start)}` }),
    isPlain
      ? undefined
      : build('span', { className: 'outcome', textContent: call.outcome, data: { tone: call.tone } }),
    build('span', { className: 'whole', textContent: `${call.model} · ${call.host}` }),
    pathFact,
  ]);
}

/** Whether the end of the run waited for the call. */
function buildPathFact(call: TimelineCall, analysis: TimelineAnalysis): HTMLElement | undefined {
  const slack = slackByRow(analysis).get(call.id);
  if (slack === undefined && !stepsByRow(analysis).has(call.id)) return undefined;
  const [textContent, definition] =
    slack === undefined
      ? [
          'on the critical path',
          'The end of the run waited for this call: had it been shorter, the run would have been.',
        ]
      : [
          `slack ${formatDuration(slack)}`,
          'By so much the call could have taken longer without the run ending later. To shorten it alone would save nothing.',
        ];
  return build('span', { className: 'whole', tabIndex: 0, textContent, data: { definition, key: 'slack' } });
}

/** Title, the line to open, and facts about a row. */
export function buildTitle(
  row: TimelineRow,
  title: string,
  { openSource, close }: DetailsActions,
  facts: readonly (HTMLElement | undefined)[],
): HTMLElement {
  const place = row.frames[row.site]?.place;
  const source = build('button', {
    className: 'link',
    textContent: place ?? '',
    title: 'Open this line (Enter)',
  });
  source.onclick = () => openSource(row, row.site);
  const closer = build(
    'button',
    { className: 'close', ariaLabel: 'Close details', title: 'Close (Esc)' },
    '×',
  );
  closer.onclick = close;
  return build(
    'header',
    {},
    build('div', { className: 'details-title' }, build('h2', { textContent: title }), closer),
    build('div', { className: 'details-subtitle' }, place === undefined ? undefined : source, ...facts),
  );
}

/** Failure, pause, doubt and remarks: what to know before reading the figures. */
function buildNotes(call: TimelineCall): HTMLElement[] {
  const notes = [
    call.failure,
    call.paused
      ? 'The debugger held the program during this call: its times are left out of statistics.'
      : undefined,
    call.doubt,
    ...call.remarks,
  ].filter((note) => note !== undefined);
  if (notes.length === 0) return [];
  const items = notes.map((note) => build('li', { textContent: note }));
  return [build('ul', { className: 'notes', data: { tone: call.tone } }, ...items)];
}

function buildAttempts(call: TimelineCall): HTMLElement {
  const items = call.attempts.map(({ start, end, outcome, failed, failure, retryAfter }) =>
    build(
      'li',
      { data: { tone: failed ? 'error' : 'good' } },
      build('span', {
        className: 'outcome',
        textContent: outcome,
        data: { tone: failed ? 'error' : 'good' },
      }),
      build('span', { textContent: `${formatDuration(end - start)}, at ${formatDuration(start)}` }),
      retryAfter ? build('span', { textContent: retryAfter }) : undefined,
      failure ? build('span', { className: 'caveat', textContent: failure }) : undefined,
    ),
  );
  return build('ol', { className: 'attempts' }, ...items);
}

/** The user's frames, the one at which the row is shown among them. */
export function buildFrames(call: TimelineRow, { openSource }: DetailsActions): HTMLElement {
  const items = call.frames.map(({ name, place }, index) => {
    const link = build('button', { className: 'link', textContent: place, data: { key: `frame ${index}` } });
    link.onclick = () => openSource(call, index);
    const here = index === call.site;
    return build('li', here ? { ariaCurrent: 'location' } : {}, build('span', { textContent: name }), link);
  });
  return build('ol', { className: 'frames' }, ...items);
}
