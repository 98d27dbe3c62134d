import type { DetectorName } from '../../../../src/analysis/findings/finding';
import { groupBy } from '../../../../src/base/groupBy';
import type { CaseVerdict } from '../../../support/agents/judgeCase';
import type { FindingVerdict } from '../../../support/agents/judgeFindings';

/** How often a detector was right. */
export interface DetectorScore {
  readonly detector: DetectorName | 'all';
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  /** Programs that look like it and of which it said nothing. */
  readonly twins: number;
  /** Of what it told, the share that is true; 1 when it told nothing. */
  readonly precision: number;
  /** Of what there was to tell, the share that it told; 1 when there was nothing. */
  readonly recall: number;
}

/** The scores of all detectors that had anything to do, by name. */
export function countVerdicts(verdicts: readonly CaseVerdict[]): readonly DetectorScore[] {
  const byDetector = groupBy(
    verdicts.flatMap(({ findings }) => findings),
    ({ detector }) => detector,
  );
  return [...byDetector]
    .map(([detector, findings]) => scoreOf(detector, findings))
    .toSorted((a, b) => a.detector.localeCompare(b.detector));
}

export function scoreOf(
  detector: DetectorScore['detector'],
  findings: readonly FindingVerdict[],
): DetectorScore {
  const count = (verdict: FindingVerdict['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const [right, wrong, missed] = [count('right'), count('wrong'), count('missed')];
  return {
    detector,
    right,
    wrong,
    missed,
    twins: count('twin'),
    precision: right + wrong === 0 ? 1 : right / (right + wrong),
    recall: right + missed === 0 ? 1 : right / (right + missed),
  };
}
