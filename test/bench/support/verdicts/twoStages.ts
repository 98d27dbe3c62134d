import { judgeShare } from '../../../../src/metrics/confidence/judgeLimit';
import { confidenceOfStage, sizeOfSecondStage } from '../../../../src/metrics/confidence/twoStages';
import { createRandom, type Random } from '../../../support/simulator/random';
import { repetitions } from './verdictCells';

const requirement = { percentile: 0.95, confidence: confidenceOfStage(0.95) };
/** With so many that all keep it, the first decides. */
const firstStage = 72;

/** What came of runs in two stages, as shares of all. */
export interface TwoStages {
  readonly met: number;
  readonly missed: number;
  /** By the first stage alone. */
  readonly decidedAtFirst: number;
  /** Requests on average. */
  readonly requests: number;
}

/** Runs in two stages of requests of which a share keeps the budget; 0.95 of them have to. */
export function measureTwoStages(trueShare: number): TwoStages {
  const runs = Array.from({ length: repetitions * 20 }, (_, index) =>
    runOnce(trueShare, createRandom(index + 1)),
  );
  const shareOf = (fits: (run: TwoStageRun) => boolean) => runs.filter(fits).length / runs.length;
  return {
    met: shareOf(({ kind }) => kind === 'met'),
    missed: shareOf(({ kind }) => kind === 'missed'),
    decidedAtFirst: shareOf(({ kind, requests }) => kind !== 'unsure' && requests === firstStage),
    requests: runs.reduce((sum, { requests }) => sum + requests, 0) / runs.length,
  };
}

interface TwoStageRun {
  readonly kind: 'met' | 'missed' | 'unsure';
  readonly requests: number;
}

function runOnce(trueShare: number, random: Random): TwoStageRun {
  const first = judgeShare(drawGood(trueShare, firstStage, random), firstStage, requirement);
  const size = sizeOfSecondStage(firstStage, first);
  if (size === undefined) return { kind: first.kind, requests: firstStage };
  const { kind } = judgeShare(drawGood(trueShare, size, random), size, requirement);
  return { kind, requests: firstStage + size };
}

function drawGood(trueShare: number, n: number, random: Random): number {
  let good = 0;
  for (let index = 0; index < n; index += 1) if (random() < trueShare) good += 1;
  return good;
}
