import { codingAgent } from './codingAgent';
import { researchAgent } from './researchAgent';
import { answerSampleDocs } from './sampleDocs';
import type { Scenario } from './scenario';

/** Both sample agents at once, told apart by the API that they speak. */
export const sampleAgents: Scenario = {
  id: 'sample-agents',
  answerTool: answerSampleDocs,
  respond: (request) =>
    (request.style === 'anthropic.messages' ? researchAgent : codingAgent).respond(request),
};
