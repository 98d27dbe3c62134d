import type { GroupSummary, MeasuredSample } from '../../../../src/completion/results/completionSummary';
import { keepsAll, shareLimits } from '../../../../src/completion/results/limits';
import { summariseGroup } from '../../../../src/completion/results/summariseGroup';
import type { CompletionBudget, CompletionSample } from '../../../../src/model/completion';

const sample: CompletionSample = {
  id: 's1',
  caseId: 'c1',
  targetId: 't1',
  concurrency: 1,
  warmUp: false,
  moments: { keystroke: 0, debounced: 0, gathered: 0, ended: 0 },
  end: 'answered',
  chars: 0,
};

/** What the product says of requests that took so long, by the functions that say it of measured ones. */
export function judgeDrawn(totals: readonly number[], budget: CompletionBudget): GroupSummary {
  const samples = totals.map((total): MeasuredSample => {
    const measured = { sample, total, budget, role: 'counted' } as const;
    const shares = shareLimits(measured);
    return { ...measured, shares, good: keepsAll(shares) };
  });
  return summariseGroup({ samples, budget, isProvisional: false });
}
