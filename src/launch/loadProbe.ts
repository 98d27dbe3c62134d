import { createRequire } from 'node:module';
import { environmentNames } from '../protocol/environment';

/**
 * Loads the probe into this process when it is an extension host that was launched to be profiled; what is asked before
 * is not seen. The variable goes, so that programs that extensions start are not told the same.
 * @param probePath absolute path of the probe
 * @returns whether it was asked for
 */
export function loadProbeIfAsked(probePath: string, environment: NodeJS.ProcessEnv): boolean {
  if (!environment[environmentNames.extensionHost] || !environment[environmentNames.spool]) return false;
  delete environment[environmentNames.extensionHost];
  createRequire(probePath)(probePath);
  return true;
}
