import type { PathStep } from '../../analysis/graph/pathSteps';
import { formatDuration } from '../../base/format';
import { labelSite } from './callText';
import { type Screen, truncate, wrap } from './screen';

/** Of a path with more steps its beginning and its end are told. */
const MOST_STEPS = 8;
const SHORTEST_MS = 10;
const ARROW = ' → ';

/** The critical path in a line or two: the lines that it leads through, one after the other. */
export function drawPathLine(steps: readonly PathStep[], screen: Screen): string[] {
  const half = MOST_STEPS / 2;
  const left = steps.length - MOST_STEPS;
  const texts =
    left > 1
      ? [...steps.slice(0, half).map(nameStep), `${left} more`, ...steps.slice(-half).map(nameStep)]
      : steps.map(nameStep);
  const room = screen.width - ARROW.length;
  const lines = wrap(texts.map((text) => truncate(text, room)).join(ARROW), room, ARROW);
  return lines.map((line, index) => (index === 0 ? line : `${ARROW.trimStart()}${line}`));
}

/** `agent.ts:42 planStep ×4 5.58 s + 1.76 s`: the calls, and what lies between and after them. */
function nameStep({ calls, time, between, ...made }: PathStep): string {
  const name = labelSite(made);
  const rest = between >= SHORTEST_MS ? ` + ${formatDuration(between)}` : '';
  return `${name}${calls > 1 ? ` ×${calls}` : ''} ${formatDuration(time)}${rest}`;
}
