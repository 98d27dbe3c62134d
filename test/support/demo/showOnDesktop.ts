import { join } from 'node:path';
import { runCommand } from '../processes';
import { projectRoot } from '../projectRoot';
import { startSampleSimulator } from './startSampleSimulator';
import { writeGuide } from './writeGuide';

/** Opens a window of the desktop VS Code, and keeps the simulator up until the person ends it. */
export async function showOnDesktop(code: string): Promise<void> {
  const simulator = await startSampleSimulator();
  const extensions = [projectRoot, await writeGuide()].map((path) => `--extensionDevelopmentPath=${path}`);
  // The examples are ours: nobody needs to be asked whether to trust them.
  const flags = ['--new-window', '--disable-workspace-trust'];
  await runCommand(code, [...flags, ...extensions, join(projectRoot, 'examples')], {
    env: { ...process.env, LLM_SIMULATOR_URL: simulator.url },
    shell: process.platform === 'win32',
  });
  console.log('\nVS Code is open: the sample agent starts by itself. Ctrl+C ends the simulator.');
}
