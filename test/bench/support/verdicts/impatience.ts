import { judgeShare } from '../../../../src/metrics/confidence/judgeLimit';
import { createRandom } from '../../../support/simulator/random';
import { repetitions } from './verdictCells';

const requirement = { percentile: 0.95, confidence: 0.95 };

/**
 * How often somebody is told that a budget is kept, when just too few of all requests keep it, who looks after every ten
 * requests and stops at the first verdict, up to `n`: why a verdict is for the number of requests that was planned.
 */
export function measureImpatience(n: number): number {
  let wrong = 0;
  for (let repetition = 1; repetition <= repetitions * 5; repetition += 1)
    if (stopEarly(repetition, n) === 'met') wrong += 1;
  return wrong / (repetitions * 5);
}

function stopEarly(seed: number, n: number): 'met' | 'missed' | 'unsure' {
  const random = createRandom(seed);
  let good = 0;
  for (let count = 1; count <= n; count += 1) {
    if (random() < requirement.percentile) good += 1;
    const { kind } = count % 10 === 0 ? judgeShare(good, count, requirement) : { kind: 'unsure' as const };
    if (kind !== 'unsure') return kind;
  }
  return 'unsure';
}
