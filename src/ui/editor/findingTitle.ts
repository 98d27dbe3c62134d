import type { Finding } from '../../analysis/findings/finding';
import { certaintyOf, formatSaving } from '../../analysis/findings/savingText';

/** The editor drops plain spaces behind an icon. */
const ICON_GAP = '\u00a0';

/** The text of the lens that says what would make a line faster: `$(lightbulb) −3.20 s: 4 calls one after the other`. */
export function formatFindingTitle(finding: Finding): string {
  const saving = formatSaving(finding);
  const doubt = certaintyOf(finding.certainty);
  const lead = [doubt, saving].filter(Boolean).join(' ');
  return `$(lightbulb)${ICON_GAP}${lead ? `${lead}: ` : ''}${finding.title}`;
}

/** What was seen and what to do; then what else was found on the line. */
export function formatFindingTooltip([best, ...others]: readonly Finding[]): string {
  if (!best) return '';
  const more = others.map((finding) => `Also: ${finding.title}`);
  return [best.explanation, best.advice, ...more].join('\n');
}
