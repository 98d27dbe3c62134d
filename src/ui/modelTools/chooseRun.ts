import { formatMoment } from '../../base/format';
import { HumanError } from '../../base/humanError';
import type { RunId } from '../../base/units';
import { isSuiteRun, type Run } from '../../model/run';
import type { RunStore } from '../../store/runStore';
import type { ModelTool } from './modelTool';

/** How many runs are named to one who asks for what is not there. */
const MOST_NAMED = 10;

/**
 * The run that is asked about. Runs of completion suites are none that a program could be made faster by: they are
 * chosen for tools alone that have something to say of them.
 * @throws HumanError when there is none; it names those that there are
 */
export function chooseRun(
  store: RunStore,
  id: string | undefined,
  tool: Pick<ModelTool, 'answerOfSuite'>,
): Run {
  const isFit = (run: Run) => tool.answerOfSuite !== undefined || !isSuiteRun(run);
  const run =
    id === undefined ? store.runs.find((one) => one.calls.length > 0 && isFit(one)) : store.get(id as RunId);
  if (run && isFit(run)) return run;
  if (run) {
    throw new HumanError(
      `${nameRun(run)} is a run of a completion suite: its requests are repeated on purpose, and there is no program to make faster.`,
      'The run summary tells its percentiles and verdicts.',
    );
  }
  if (store.runs.length === 0) {
    throw new HumanError(
      'There are no runs yet.',
      'Debug a program that calls a model (F5), or record one with `latency-lens record`.',
    );
  }
  const known = store.runs.slice(0, MOST_NAMED).map(nameRun).join('; ');
  throw new HumanError(
    id === undefined ? 'No run of a program has any LLM call.' : `There is no run ${id}.`,
    `Runs, the newest first: ${known}.`,
  );
}

/** `run-1 (node agent.js, 2026-03-08 14:05:09, 12 calls)` */
export function nameRun({ id, origin, startedAtEpoch, calls }: Run): string {
  return `${id} (${origin.title}, ${formatMoment(startedAtEpoch)}, ${calls.length} calls)`;
}
