import { codingAgent } from './codingAgent';
import { codeCompletions, completionModel } from './completions';
import { researchAgent } from './researchAgent';
import { answerSampleDocs } from './sampleDocs';
import type { Scenario } from './scenario';

/** The sample suite and both sample agents at once, told apart by the model and the API that they speak. */
export const sampleAgents: Scenario = {
  id: 'sample-agents',
  answerTool: answerSampleDocs,
  respond(request) {
    if (completionModel.test(request.model)) return codeCompletions.respond(request);
    return (request.style === 'anthropic.messages' ? researchAgent : codingAgent).respond(request);
  },
};
