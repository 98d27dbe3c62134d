import type { Finding } from '../../analysis/findings/finding';
import { goalTexts } from '../../analysis/findings/savingText';
import type { Change, Goal, Prediction } from '../../analysis/whatIf/change';
import { predict } from '../../analysis/whatIf/predict';
import { describePrediction } from '../../analysis/whatIf/predictionText';
import { HumanError } from '../../base/humanError';
import type { SourceFrame } from '../../model/attribution';
import type { Run } from '../../model/run';
import { analysisOf } from '../../store/runSelectors';
import { modelToolNames } from '../contributions';
import { nameRun } from './chooseRun';
import type { ModelTool, RunInput } from './modelTool';

export interface WhatIfInput extends RunInput {
  /** Ids of findings that are supposed to be mended. */
  readonly findings?: readonly string[];
  /** Lines whose calls are supposed to take another time. */
  readonly lines?: readonly LineChange[];
}

interface LineChange {
  /** End of a path and a line: `agent.ts:42`. */
  readonly line: string;
  /** 0.5: half the time; 0: none. */
  readonly factor: number;
}

/** How long the run would have been with some changes. */
export const whatIfTool: ModelTool<WhatIfInput> = {
  name: modelToolNames.whatIf,
  progress: 'Thinking the run through again with changes',
  answer({ run, goal, input, findings: all }) {
    const { findings: ids = [], lines = [] } = input;
    if (ids.length + lines.length === 0) {
      throw new HumanError('Nothing is to change.', 'Name ids of findings, or lines with a factor.');
    }
    const findings = ids.map((id) => findById(all, id));
    const changes = [
      ...findings.flatMap((finding) => finding.changes),
      ...lines.map((line) => changeLine(run, line)),
    ];
    const prediction = predict(analysisOf(run), changes, goal);
    const supposed = [
      ...findings.map(({ title }) => `- mended: ${title}`),
      ...lines.map(({ line, factor }) => `- calls of ${line} take ${factor} times as long`),
    ];
    return [
      `# ${nameRun(run)}, thought through again`,
      ...supposed,
      writePrediction(prediction, goal),
      ...prediction.caveats,
    ].join('\n');
  },
};

function findById(findings: readonly Finding[], id: string): Finding {
  const found = findings.find((finding) => finding.id === id);
  if (found) return found;
  const known = findings.map((finding) => finding.id).join('; ') || 'none';
  throw new HumanError(`There is no finding ${id}.`, `Findings of this run: ${known}.`);
}

function changeLine({ calls }: Run, { line, factor }: LineChange): Change {
  const activities = calls
    .filter(({ attribution: { chain } }) => chain.some((frame) => isNamed(frame, line)))
    .map(({ id }) => id);
  if (activities.length === 0) {
    throw new HumanError(`No call came through ${line}.`, 'The tool for the slowest lines names them.');
  }
  return { kind: 'scale', activities, factor };
}

/** Whether a line is named by its file's whole path or the end of that. */
function isNamed(frame: SourceFrame, name: string): boolean {
  const place = `/${frame.file}:${frame.line}`.replaceAll('\\', '/');
  return place.endsWith(`/${name.replaceAll('\\', '/').replace(/^\//, '')}`);
}

function writePrediction(prediction: Prediction, goal: Goal): string {
  const name = goal === 'throughput' ? 'throughput' : goalTexts[goal].label;
  return `The ${name}: ${describePrediction(prediction)}.`;
}
