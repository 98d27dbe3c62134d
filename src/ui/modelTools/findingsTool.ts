import { goalTexts } from '../../analysis/findings/savingText';
import { modelToolNames } from '../contributions';
import { nameRun } from './chooseRun';
import { writeFinding } from './modelText';
import type { ModelTool } from './modelTool';

/** What adds latency to a run, and what to do about it. */
export const findingsTool: ModelTool = {
  name: modelToolNames.findings,
  progress: 'Looking for what adds latency',
  answer({ run, goal, findings }) {
    const heading = `# What adds latency to ${nameRun(run)}`;
    if (findings.length === 0) {
      return `${heading}\nNothing was found that would be worth a change. The slowest lines and the run summary say where the time went.`;
    }
    const order = `The greatest saving of the ${goalTexts[goal].label} first. ${goalTexts[goal].meaning}`;
    return [heading, order, ...findings.map((finding) => writeFinding(finding, goal))].join('\n\n');
  },
};
