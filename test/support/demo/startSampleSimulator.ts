import { HumanError } from '../../../src/base/humanError';
import { sampleAgents } from '../simulator/scenarios/sampleAgents';
import { type Simulator, startSimulator } from '../simulator/startSimulator';

/** Where the sample agents look for the simulator when nothing tells them. */
const samplePort = 41735;

/** Starts the simulator where the sample agents find it, however their window came up. */
export async function startSampleSimulator(): Promise<Simulator> {
  try {
    return await startSimulator({ ...sampleAgents, port: samplePort });
  } catch (cause) {
    const message = `The LLM simulator could not listen on port ${samplePort}: ${(cause as Error).message}`;
    throw new HumanError(message, 'End what listens there; it may be another simulator.', { cause });
  }
}
