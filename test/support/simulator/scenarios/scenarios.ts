import { codingAgent } from './codingAgent';
import { codeCompletions } from './completions';
import { drawnLatency } from './drawnLatency';
import { fewSlots } from './fewSlots';
import { researchAgent } from './researchAgent';
import { sampleAgents } from './sampleAgents';
import type { Scenario } from './scenario';
import { scripted } from './scripted';

/** Everything that `main.ts --scenario` knows. */
export const scenarios: readonly Scenario[] = [
  sampleAgents,
  codingAgent,
  researchAgent,
  codeCompletions,
  scripted,
  drawnLatency,
  fewSlots,
];
