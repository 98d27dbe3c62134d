import { formatMoment } from '../../base/format';
import type { CaseSummary } from '../../completion/results/completionSummary';
import { chooseLimit, describeGroup, outcomeIcons } from '../caseText';
import type { ShownCase } from './shownCases';

/** The editor drops plain spaces behind an icon. */
const ICON_GAP = '\u00a0';
/** More models than these are told of by the best and the worst. */
const MOST_MODELS = 3;

/**
 * The texts above a case, with codicons, one per model: `TTFT 182 ms · total p95 341–420 ms of 500 ms · 39 of 40`; of many
 * models the best and the worst.
 */
export function formatCaseTitles(shown: ShownCase): readonly string[] {
  const { groups, place, of } = shown;
  const chosen = groups.length > MOST_MODELS ? chooseEnds(groups) : groups;
  return chosen.map((group) => {
    const names = [
      ...(place === 'cursor' ? [of.name] : []),
      ...(groups.length > 1 ? [group.target.label] : []),
    ];
    const name = names.length > 0 ? `${names.join(', ')}: ` : '';
    return `$(${iconOf(shown, group)})${ICON_GAP}${name}${describeGroup(group)}${describeAge(shown)}`;
  });
}

/** What the verdict says, and what a click does. */
export function formatCaseTooltip({ groups }: ShownCase): string {
  const verdicts = groups.map(({ target, verdict }) =>
    groups.length > 1 ? `${target.label}: ${verdict.because}` : verdict.because,
  );
  return `${verdicts.join('\n')}\nClick for the results of the suite at this case.`;
}

function iconOf({ changed, run }: ShownCase, { outcome }: CaseSummary): string {
  if (run.status === 'running') return 'loading~spin';
  return changed ? 'history' : outcomeIcons[outcome].icon;
}

function describeAge({ changed, isOlder, completion }: ShownCase): string {
  if (changed) return ` (${changed} changed since)`;
  return isOlder ? ` (from ${formatMoment(completion.startedAtEpoch).slice(0, 16)})` : '';
}

/** The models whose budget's percentile is lowest and highest; one without any is worst. */
function chooseEnds(groups: readonly CaseSummary[]): readonly CaseSummary[] {
  const tailOf = ({ verdict, figures }: CaseSummary) =>
    chooseLimit(verdict.limits)?.estimate?.value ?? figures.ttft?.mean ?? Number.POSITIVE_INFINITY;
  const inOrder = groups.toSorted((a, b) => tailOf(a) - tailOf(b));
  return [inOrder[0], inOrder.at(-1)].filter((group) => group !== undefined);
}
