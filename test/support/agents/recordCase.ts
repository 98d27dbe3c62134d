import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import type { Milliseconds } from '../../../src/base/units';
import type { Run } from '../../../src/model/run';
import { projectRoot } from '../projectRoot';
import { recordCommand } from '../recordCommand';
import { type Relay, relayTrust, startRelay } from '../simulator/startRelay';
import { startSimulator } from '../simulator/startSimulator';
import type { AgentCase } from './agentCase';
import { disturbanceOf } from './disturbance';
import { holdAtDebugger } from './holdAtDebugger';

/** How a program is started, by the ending of its file. */
const runtimes: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  mjs: [process.execPath],
};

/** The folder of a case. */
export function caseFolder(name: string): string {
  return join(projectRoot, 'test', 'fixtures', 'agents', name);
}

/** A run of a program, and the runs before it. */
export interface RecordedCase {
  readonly run: Run;
  readonly history: readonly Run[];
  /** See `disturbanceOf`: a busy machine makes other delays than were labelled. */
  readonly disturbance: Milliseconds;
}

interface RecordedOnce {
  readonly run: Run;
  readonly disturbance: Milliseconds;
}

/** Runs the program of a case as a person would, with a simulator of its own. */
export async function recordCase(name: string, agent: AgentCase): Promise<RecordedCase> {
  const history: Run[] = [];
  for (const env of (agent.history ?? []).toReversed()) {
    history.unshift((await recordOnce(name, agent, env)).run);
  }
  return { ...(await recordOnce(name, agent, agent.env ?? {})), history };
}

async function recordOnce(
  name: string,
  agent: AgentCase,
  env: Readonly<Record<string, string>>,
): Promise<RecordedOnce> {
  const folder = caseFolder(name);
  const program = readdirSync(folder).find((file) => file.startsWith('program.')) ?? '';
  const [command, ...args] = runtimes[program.slice('program.'.length)] ?? [];
  if (!command) throw new HumanError(`Nothing runs the program of ${name}`, 'Add its kind to recordCase.ts.');
  const simulator = await startSimulator(agent);
  let relay: Relay | undefined;
  try {
    relay = agent.relay && (await startRelay(simulator.port, agent.relay));
    const run = await recordCommand({
      command,
      args: [...args, ...(agent.pauseMs ? ['--inspect-brk=127.0.0.1:0'] : []), join(folder, program)],
      cwd: folder,
      env: {
        LLM_URL: relay?.url ?? simulator.url,
        TOOLS_URL: `${simulator.url}/tools`,
        ...relayTrust,
        ...env,
      },
      title: name,
      started: (live, { child }) => {
        if (agent.pauseMs) holdAtDebugger(child, agent.pauseMs, (pauses) => live.setPauses(pauses));
      },
    });
    return { run, disturbance: disturbanceOf(run, simulator.log) };
  } finally {
    relay?.close();
    await simulator.close();
  }
}
