import { isEditorTarget } from '../model/completion';
import type { Run } from '../model/run';

/** Why a run shows no calls yet, or never will, for a person who expected some. */
export function explainEmptyRun({ status, processes, problems, completion }: Run): string {
  const explained = problems.find(({ code }) => code === 'noProcess' || code === 'noCalls');
  if (explained) return explained.message;
  if (completion?.targets.every(isEditorTarget)) {
    return 'The editor made these requests itself, so there are no calls to show: only the results of the suite.';
  }
  if (status === 'ended') return 'This run holds no LLM calls.';
  return processes.length === 0 ? 'Waiting for a Node process to start…' : 'No LLM calls yet.';
}
