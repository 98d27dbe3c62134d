import { formatDuration, formatNumberOf } from '../src/base/format';
import type {
  TimelineAccountKind,
  TimelineIteration,
  TimelineShare,
  TimelineThread,
} from '../src/protocol/timelineAnalysis';
import { build, section } from './dom';
import { explainShare } from './ledgerStrip';
import { durationOf, findLongestIteration } from './longestIteration';
import type { Palette } from './palette';
import { drawSwatch } from './swatch';

/** What the person can do from here. */
export interface ThreadActions {
  readonly showIteration: (iteration: TimelineIteration) => void;
  readonly close: () => void;
}

/** Everything known about a loop, as plain HTML. */
export function buildThreadDetails(
  thread: TimelineThread,
  kinds: readonly TimelineAccountKind[],
  palette: Palette,
  actions: ThreadActions,
): HTMLElement[] {
  const { name, place, start, end, iterations, ledger } = thread;
  const closer = build(
    'button',
    { className: 'close', ariaLabel: 'Close details', title: 'Close (Esc)' },
    '×',
  );
  closer.onclick = actions.close;
  return [
    build(
      'header',
      {},
      build('div', { className: 'details-title' }, build('h2', { textContent: name }), closer),
      build(
        'div',
        { className: 'details-subtitle' },
        build('span', { textContent: place }),
        build('span', { textContent: formatNumberOf(iterations.length, 'iteration') }),
        build('span', { textContent: `at ${formatDuration(start)}` }),
      ),
    ),
    ...section(`Where ${formatDuration(end - start)} went`, buildShares(ledger, end - start, kinds, palette)),
    ...section('Iterations', buildIterations(iterations, actions)),
  ];
}

function buildShares(
  ledger: readonly TimelineShare[],
  total: number,
  kinds: readonly TimelineAccountKind[],
  palette: Palette,
): HTMLElement {
  const rows = ledger.flatMap((share) => {
    const bar = build('span', { className: 'share' });
    bar.style.setProperty('--share', String(share.time / total));
    bar.style.setProperty('--bar', `var(--ll-account-${share.account})`);
    const definition = explainShare(share, kinds, total);
    return [
      build(
        'dt',
        { tabIndex: 0, data: { definition, key: `${share.account} ${share.label}` } },
        drawSwatch(palette.accounts[share.account], palette),
        share.label,
      ),
      build('dd', {}, bar, build('span', { textContent: formatDuration(share.time) })),
    ];
  });
  return build('dl', { className: 'phase-breakdown' }, ...rows);
}

/** Each a button that shows it, with its ledger as a bar as long as its part of the longest. */
function buildIterations(iterations: readonly TimelineIteration[], actions: ThreadActions): HTMLElement {
  const longest = findLongestIteration(iterations);
  const most = Math.max(...iterations.map(durationOf));
  const items = iterations.map((iteration) => {
    const bar = build('span', { className: 'mini-ledger', ariaHidden: 'true' });
    bar.style.width = `${(durationOf(iteration) / most) * 100}%`;
    bar.append(
      ...iteration.ledger.map(({ account, time }) => {
        const part = build('span');
        part.style.flexGrow = String(time);
        part.style.background = `var(--ll-account-${account})`;
        return part;
      }),
    );
    const [first] = iteration.ledger;
    const button = build(
      'button',
      {
        className: iteration === longest ? 'iteration longest' : 'iteration',
        title: 'Show this iteration',
        data: { key: `iteration ${iteration.ordinal}` },
      },
      build('span', { textContent: String(iteration.ordinal) }),
      build('span', { className: 'mini-room' }, bar),
      build('span', { textContent: formatDuration(durationOf(iteration)) }),
    );
    if (first) button.ariaDescription = `mostly ${first.label} ${formatDuration(first.time)}`;
    button.onclick = () => actions.showIteration(iteration);
    return build('li', {}, button);
  });
  return build('ol', { className: 'iterations' }, ...items);
}
