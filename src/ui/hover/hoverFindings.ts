import type { Finding } from '../../analysis/findings/finding';
import { certaintyOf, describeSaving, formatSaving } from '../../analysis/findings/savingText';
import type { Run } from '../../model/run';
import { commandIds } from '../contributions';
import { buildCommandLink, escapeMarkdown, withTooltip } from './markdown';

/**
 * What would make a line faster, each in a line: what it saves and what it is. What to do about it takes sentences, which
 * stand behind the link.
 */
export function formatFindings(run: Run, findings: readonly Finding[]): string[] {
  return findings.map((finding) => formatFinding(run, finding));
}

function formatFinding(run: Run, finding: Finding): string {
  const saving = formatSaving(finding);
  const doubt = certaintyOf(finding.certainty);
  const lead = [doubt, saving && `**${withTooltip(saving, describeSaving(finding))}**`].filter(Boolean);
  const target = { runId: run.id, findingId: finding.id };
  const title = withTooltip(escapeMarkdown(finding.title), finding.explanation);
  const link = buildCommandLink('What to do', commandIds.openTimeline, target, finding.advice);
  return `$(lightbulb) ${[...lead, title].join(' &ensp;')} &ensp;${link}`;
}
