import type { ResultOutcome, ResultVerdict } from '../src/protocol/completionMessages';
import { svg } from './svg';

export const verdictTexts: Readonly<Record<ResultVerdict, string>> = {
  met: 'within budget',
  missed: 'over budget',
  unsure: 'not enough samples',
  none: 'no budget',
};

/** The mark that stands for an outcome. */
export const markOfOutcome: Readonly<Record<ResultOutcome, ResultVerdict>> = {
  passed: 'met',
  failed: 'missed',
  unsure: 'unsure',
};

/** Strokes within a circle of radius 7 around 8, 8: told apart by shape, not by colour alone. */
const strokes: Readonly<Record<ResultVerdict, string>> = {
  met: 'M4.8 8.3 7 10.5 11.2 5.8',
  missed: 'M5.5 5.5 10.5 10.5M10.5 5.5 5.5 10.5',
  unsure: 'M6 6.4a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M8 11.4v.2',
  none: 'M5.4 8h5.2',
};

const filled: ReadonlySet<ResultVerdict> = new Set(['met', 'missed']);

/** A round mark for a verdict. What it says is said in text beside it, or by `label`. */
export function drawVerdict(kind: ResultVerdict, label?: string): SVGSVGElement {
  const isFilled = filled.has(kind);
  const node = svg(
    'svg',
    { viewBox: '0 0 16 16', class: 'verdict', 'data-verdict': kind },
    svg('circle', { cx: 8, cy: 8, r: isFilled ? 7 : 6.4, class: isFilled ? 'disc' : 'ring' }),
    svg('path', { d: strokes[kind], class: isFilled ? 'cut' : 'sign' }),
  );
  if (label === undefined) node.setAttribute('aria-hidden', 'true');
  else {
    node.setAttribute('role', 'img');
    node.setAttribute('aria-label', label);
  }
  return node;
}
