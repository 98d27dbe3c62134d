import { formatNumberOf } from '../../base/format';
import { countDone } from '../../completion/results/countDone';
import type { CompletionRun } from '../../model/completion';
import { plain, type Screen, truncate } from '../terminal/screen';

const BAR_WIDTH = 20;
const TO_START_AND_CLEAR = '\r\u001b[K';

/** A line of a terminal that follows a suite while it runs, and is gone afterwards. */
export interface ProgressLine {
  update(run: CompletionRun): void;
  clear(): void;
}

/** Nothing else may write to the terminal meanwhile, since the line is drawn over. */
export function showProgress(screen: Screen, write: (text: string) => void): ProgressLine {
  return {
    update: (run) =>
      write(TO_START_AND_CLEAR + screen.paint('dim', truncate(describe(run), screen.width - 1))),
    clear: () => write(TO_START_AND_CLEAR),
  };
}

/** `████░░░░ 12/40 · function body · 4 at once · 2 failed`. */
function describe(run: CompletionRun): string {
  const { cases, levels, samples, planned } = run;
  const done = countDone(run);
  const filled = planned > 0 ? Math.min(BAR_WIDTH, Math.round((BAR_WIDTH * done) / planned)) : 0;
  const last = samples.at(-1);
  const failed = samples.filter(({ end }) => end === 'failed').length;
  const facts = [
    `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${done}/${planned}`,
    ...cases.filter(({ id }) => id === last?.caseId).map(({ name }) => plain(name)),
    ...(last && levels.length > 1 ? [`${last.concurrency} at once`] : []),
    ...(failed > 0 ? [`${formatNumberOf(failed, 'request')} failed`] : []),
  ];
  return facts.join(' · ');
}
