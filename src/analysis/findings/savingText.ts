import { formatDuration } from '../../base/format';
import type { Goal } from '../whatIf/change';
import type { Certainty, Finding } from './finding';

type Saving = Pick<Finding, 'saving' | 'savingLow' | 'savingHigh'>;

/** What the time of a goal is called: what a saving is a part of. */
export const goalTexts: Readonly<Record<Goal, { readonly label: string; readonly meaning: string }>> = {
  wall: { label: 'total time', meaning: 'From the first request to the end of the run.' },
  perceived: {
    label: 'time to the answer',
    meaning: 'From the first request to the first text of the final answer: what a person waits for.',
  },
  throughput: {
    label: 'time per run at full load',
    meaning: 'When the program does this again and again, side by side: what one run adds.',
  },
};

/** `−3.20 s`; undefined where a finding is a warning without a figure. */
export function formatSaving({ saving }: Saving): string | undefined {
  return saving > 0 ? `−${formatDuration(saving)}` : undefined;
}

/** `saves about 3.20 s (2.9 s to 3.4 s)` */
export function describeSaving({ saving, savingLow, savingHigh }: Saving): string {
  if (saving <= 0) return 'saves no time of this goal';
  const [low, high] = [formatDuration(savingLow), formatDuration(savingHigh)];
  return `saves about ${formatDuration(saving)}${low === high ? '' : ` (${low} to ${high})`}`;
}

/** What stands before the title of a finding that is no fact; empty where it is one. */
export function certaintyOf(certainty: Certainty): '' | 'likely' | 'possibly' {
  return ({ certain: '', likely: 'likely', possible: 'possibly' } as const)[certainty];
}
