import { installNode, installRelease, isInstallable } from './installNode';

/**
 * The Node that VS Code 1.139 is built for. The debugger in it can't attach to an extension host from Node 24.20 on: a
 * refused connection ends in another way there than its HTTP client knows, and it always tries `::1` too.
 */
const builtFor = {
  version: '24.17.0',
  sha512: {
    'linux-x64': '22jUtGmDKSneIzkE9DlXJohjpITnvPKEPSMPkezu2j32LRp4E0aRInatBSzNtG411+ceNrJ/016oEsNPFwnfRA==',
  },
};

/**
 * Returns the Node binary that runs the VS Code server, installed into the cache unless it is there: the one it is built
 * for, or any Node 24 where the registry does not have that. Programs that are debugged in that server run on the user's
 * own Node.
 * @throws HumanError where no such binary is to be had
 */
export async function installServerNode(): Promise<string> {
  return isInstallable(builtFor) ? installRelease(builtFor) : (await installNode('24')).path;
}
