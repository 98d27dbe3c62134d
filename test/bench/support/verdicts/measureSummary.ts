import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import { drawCompletionRun, type SampleDrawing } from '../../../support/completionDsl';

const rounds = 15;

/**
 * How long it takes to say what a run of so many requests says when all but the run itself is known already, as while it
 * runs: 20 cases, two models. The shortest of several times, ms, as what a machine does besides only adds.
 */
export function measureSummary(requests: number): number {
  const samples = Array.from({ length: requests }, (_, index): SampleDrawing => {
    const ttft = 100 + ((index * 31) % 97);
    return {
      ttft,
      total: 300 + ((index * 7919) % 401),
      tokens: 20,
      of: `c${index % 20}`,
      target: `t${index % 2}`,
    };
  });
  const run = drawCompletionRun({ budget: { ttft: 190, total: 690 }, samples });
  const times = Array.from({ length: rounds }, () => {
    const again = { ...run };
    const start = performance.now();
    summariseCompletion(again);
    return performance.now() - start;
  });
  return Math.min(...times);
}
