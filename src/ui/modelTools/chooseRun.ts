import { formatMoment } from '../../base/format';
import { HumanError } from '../../base/humanError';
import type { RunId } from '../../base/units';
import type { Run } from '../../model/run';
import type { RunStore } from '../../store/runStore';

/** How many runs are named to one who asks for what is not there. */
const MOST_NAMED = 10;

/**
 * The run that is asked about.
 * @throws HumanError when there is none; it names those that there are
 */
export function chooseRun(store: RunStore, id: string | undefined): Run {
  const run = id === undefined ? store.runs.find(({ calls }) => calls.length > 0) : store.get(id as RunId);
  if (run) return run;
  if (store.runs.length === 0) {
    throw new HumanError(
      'There are no runs yet.',
      'Debug a program that calls a model (F5), or record one with `latency-lens record`.',
    );
  }
  const known = store.runs.slice(0, MOST_NAMED).map(nameRun).join('; ');
  throw new HumanError(
    id === undefined ? 'No run has any LLM call.' : `There is no run ${id}.`,
    `Runs, the newest first: ${known}.`,
  );
}

/** `run-1 (node agent.js, 2026-03-08 14:05:09, 12 calls)` */
export function nameRun({ id, origin, startedAtEpoch, calls }: Run): string {
  return `${id} (${origin.title}, ${formatMoment(startedAtEpoch)}, ${calls.length} calls)`;
}
