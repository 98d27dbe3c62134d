import type { Run } from '../model/run';

/** Why a run shows no calls yet, or never will, for a person who expected some. */
export function explainEmptyRun({ status, processes, problems }: Run): string {
  const explained = problems.find(({ code }) => code === 'noProcess' || code === 'noCalls');
  if (explained) return explained.message;
  if (status === 'ended') return 'This run holds no LLM calls.';
  return processes.length === 0 ? 'Waiting for a Node process to start…' : 'No LLM calls yet.';
}
