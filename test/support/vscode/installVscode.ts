import { installChromium } from './installChromium';
import { installServerNode } from './installServerNode';
import { installVscodeServer } from './installVscodeServer';

/** Installs all that a window of the VS Code server needs, so that no test has to wait for it. */
export async function installVscode(): Promise<void> {
  await installVscodeServer();
  await installServerNode();
  await installChromium();
}
