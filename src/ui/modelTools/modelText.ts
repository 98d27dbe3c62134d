import type { Finding } from '../../analysis/findings/finding';
import { findingTexts } from '../../analysis/findings/findingTexts';
import { certaintyOf, describeSaving, goalTexts } from '../../analysis/findings/savingText';
import type { Goal } from '../../analysis/whatIf/change';
import type { SourceFrame } from '../../model/attribution';

/** Whole paths: whoever reads this opens files by them. */
export function writePlace({ file, line, functionName }: SourceFrame): string {
  return `${file}:${line}${functionName ? ` (${functionName})` : ''}`;
}

/** A finding with everything that is known of it. */
export function writeFinding(finding: Finding, goal: Goal): string {
  const { id, detector, title, explanation, advice, certainty, places, evidence } = finding;
  const doubt = certaintyOf(certainty);
  return [
    `### ${title}`,
    `${findingTexts[detector].label}${doubt ? `, ${doubt}` : ''}; ${describeSaving(finding)} of the ${goalTexts[goal].label}.`,
    explanation,
    `What to do: ${advice}`,
    ...(places.length > 0 ? [`Lines: ${places.map(writePlace).join(', ')}`] : []),
    ...(evidence.length > 0
      ? [`Evidence: ${evidence.map(({ label, value }) => `${label} ${value}`).join('; ')}`]
      : []),
    `Id for the what-if tool: ${id}`,
  ].join('\n');
}
