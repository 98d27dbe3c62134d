import type { DetectorName, Finding } from '../../../src/analysis/findings/finding';
import type { AgentCase, FindingLabel } from './agentCase';
import type { Marks } from './marks';

export interface FindingVerdict {
  readonly detector: DetectorName;
  /** `twin`: nothing was found where something looks like it. */
  readonly verdict: 'right' | 'wrong' | 'missed' | 'twin';
  /** The finding or the label, in words. */
  readonly what: string;
}

/**
 * Holds findings against labels. One finding that names one of its lines meets a label; a second one for the same is as
 * wrong as one for nothing.
 */
export function judgeFindings(
  agent: AgentCase,
  found: readonly Finding[],
  marks: Marks,
): readonly FindingVerdict[] {
  const left = new Set(agent.findings);
  const judged = found.flatMap((finding): FindingVerdict[] => {
    const { detector } = finding;
    const what = `${finding.title} (${finding.certainty}) at ${placesOf(finding, marks)}`;
    const label = [...left].find((each) => meets(finding, each, marks));
    if (label) {
      left.delete(label);
      return [{ detector, verdict: 'right', what }];
    }
    if (agent.acceptable?.some((each) => meets(finding, each, marks))) return [];
    return [{ detector, verdict: 'wrong', what }];
  });
  const missed = [...left].map(({ detector, at }) => ({
    detector,
    verdict: 'missed' as const,
    what: at.join(' '),
  }));
  const wrong = new Set(judged.filter(({ verdict }) => verdict === 'wrong').map(({ detector }) => detector));
  const kept = (agent.twinOf ?? []).filter((detector) => !wrong.has(detector));
  return [
    ...judged,
    ...missed,
    ...kept.map((detector) => ({ detector, verdict: 'twin' as const, what: 'nothing found' })),
  ];
}

function meets({ detector, places }: Finding, label: FindingLabel, marks: Marks): boolean {
  return (
    detector === label.detector && places.some((place) => label.at.includes(marks.of(place) ?? 'no mark'))
  );
}

function placesOf({ places }: Finding, marks: Marks): string {
  return places.map((place) => marks.of(place) ?? `line ${place.line}`).join(', ') || 'no line';
}
