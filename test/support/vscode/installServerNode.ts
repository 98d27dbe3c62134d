import { installNode } from './installNode';

/**
 * Returns the Node binary that runs the VS Code server, installed into the cache unless it is there. Programs that
 * are debugged in that server run on the user's own Node. Throws a HumanError where no such binary is to be had.
 */
export async function installServerNode(): Promise<string> {
  return (await installNode('24')).path;
}
