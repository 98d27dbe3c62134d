import { formatDuration, formatNumberOf } from '../../base/format';
import type { MeasuredSample } from '../../completion/results/completionSummary';
import type { CompletionRun } from '../../model/completion';

const red = (text: string) => `\u001b[31m${text}\u001b[0m`;
const green = (text: string) => `\u001b[32m${text}\u001b[0m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[0m`;

/** Everything that has a place of its own in a line is so wide at least. */
const FIGURE_WIDTH = 14;

/** One request in one line of the test output. */
export function formatSampleLine(measured: MeasuredSample, run: CompletionRun): string {
  const { sample } = measured;
  const head = `${sample.id.padStart(`s${run.planned}`.length)}  ${nameOf(measured, run)}`;
  if (sample.failure) {
    const { message, action } = sample.failure;
    return `${head}  ${red(message)} ${action}`;
  }
  const figures = [figure('TTFT', measured.ttft), figure('total', measured.total)];
  const tokens = measured.outputTokens === undefined ? [] : [formatNumberOf(measured.outputTokens, 'token')];
  return [head, ...figures, ...tokens, remark(measured)].filter(Boolean).join('  ');
}

function nameOf({ sample }: MeasuredSample, { cases, targets }: CompletionRun): string {
  const width = Math.max(...cases.map(({ name }) => name.length));
  const name = cases.find(({ id }) => id === sample.caseId)?.name ?? sample.caseId;
  if (targets.length < 2) return name.padEnd(width);
  const label = targets.find(({ id }) => id === sample.targetId)?.label ?? sample.targetId;
  const labels = Math.max(...targets.map((target) => target.label.length));
  return `${name.padEnd(width)}  ${label.padEnd(labels)}`;
}

function figure(name: string, value: number | undefined): string {
  return `${name} ${value === undefined ? 'n/a' : formatDuration(value)}`.padEnd(FIGURE_WIDTH);
}

function remark({ sample }: MeasuredSample): string {
  if (sample.warmUp) return dim('warm-up');
  if (sample.end === 'superseded') return dim('superseded by the next keystroke');
  if (sample.end === 'aborted') return dim('stopped by you');
  if (sample.met === undefined) return '';
  return sample.met ? green('as expected') : red('not as expected');
}
