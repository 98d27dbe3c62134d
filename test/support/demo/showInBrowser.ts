import { join } from 'node:path';
import { projectRoot } from '../projectRoot';
import { windowUrl } from '../vscode/openWindow';
import { startServer } from '../vscode/startServer';
import { startSampleSimulator } from './startSampleSimulator';
import { writeGuide } from './writeGuide';

/** Serves a VS Code for the person's own browser, until the person ends it. */
export async function showInBrowser(): Promise<void> {
  const simulator = await startSampleSimulator();
  const server = await startServer({
    extensions: [await writeGuide()],
    env: { LLM_SIMULATOR_URL: simulator.url },
  });
  const folder = join(projectRoot, 'examples');
  const url = windowUrl({ server, folder, extensionDevelopmentPath: projectRoot });
  console.log(`\nOpen this address: the sample agent starts by itself.\n\n  ${url}\n\nCtrl+C ends it all.`);
}
