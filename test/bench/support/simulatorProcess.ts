import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type OwnedProcess, startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import type { SimulatorLogFile } from '../../support/simulator/simulatorLog';

/** The simulator as a process of its own, so that it does not share an event loop with what is measured. */
export interface SimulatorProcess {
  readonly url: string;
  readonly openaiUrl: string;
  readLog(): Promise<SimulatorLogFile>;
  stop(): Promise<void>;
}

/** Starts the simulator with a scenario and waits until it listens. */
export async function startSimulatorProcess(scenario: string): Promise<SimulatorProcess> {
  const main = join(projectRoot, 'out/test/support/simulator/main.js');
  const owned: OwnedProcess = startProcess(process.execPath, [main, '--scenario', scenario], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdout } = owned.child;
  if (!stdout) throw new Error('The simulator has no output.');
  const lines = createInterface({ input: stdout });
  const first = await Promise.race([once(lines, 'line'), owned.exited]);
  if (!Array.isArray(first)) throw new Error(`The simulator ended with ${first}.`);
  const { url, openaiUrl } = JSON.parse(String(first[0])) as { url: string; openaiUrl: string };
  const readLog = async () => (await (await fetch(`${url}/__simulator/log`)).json()) as SimulatorLogFile;
  return { url, openaiUrl, readLog, stop: () => owned.stop() };
}
