import type { RunExplanation } from '../../analysis/explainRun';
import { goalTexts } from '../../analysis/findings/savingText';
import type { PathStep } from '../../analysis/graph/pathSteps';
import { formatDuration } from '../../base/format';
import { drawFindings } from './findingList';
import { drawLoops } from './loops';
import { drawPathLine } from './pathLine';
import type { Screen } from './screen';
import { drawLedger } from './whereTimeWent';

/** Draws where the time of a run went, turn by turn of its loops, what its end waited for, and what would make it faster. */
export function drawExplanation(explanation: RunExplanation, screen: Screen): string[] {
  const { analysis, ledger, threads, steps, goal, findings } = explanation;
  const wall = formatDuration(analysis.end - analysis.start);
  return [
    ...drawTitle('Where the time went', `${wall}, each moment once`, screen),
    ...drawLedger(ledger, screen),
    ...drawLoops(threads, screen),
    ...drawPath(steps, screen),
    ...(findings.length > 0
      ? drawTitle('What would make it faster', `savings of the ${goalTexts[goal].label}`, screen)
      : []),
    ...drawFindings(explanation, screen),
  ];
}

/** A path through a single call is no news. */
function drawPath(steps: readonly PathStep[], screen: Screen): string[] {
  if (steps.length === 0 || (steps.length === 1 && steps[0]?.calls === 1)) return [];
  return [
    ...drawTitle('Critical path', 'the calls that the end waited for + what followed them', screen),
    ...drawPathLine(steps, screen),
  ];
}

/** What it means is said where there is room for it. */
function drawTitle(title: string, meaning: string, screen: Screen): string[] {
  const hint = `  ${meaning}`;
  const hasRoom = title.length + hint.length <= screen.width;
  return ['', screen.paint('bold', title) + (hasRoom ? screen.paint('dim', hint) : '')];
}
