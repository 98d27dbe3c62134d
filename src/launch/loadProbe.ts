import { createRequire } from 'node:module';
import { environmentNames } from '../protocol/environment';

/**
 * An expression that has the process that evaluates it load the probe when that is an extension host that was launched to
 * be profiled; any other is left alone. A process that still waits for a debugger can't load anything yet, and a timer
 * or an immediate ends it: of all that can be put off, Node takes a tick alone then, which comes after its first script.
 * Never throws into that process.
 * @param probePath absolute path of the probe
 */
export function loadProbeExpression(probePath: string): string {
  const { extensionHost, spool } = environmentNames;
  const [asked, folder, path] = [extensionHost, spool, probePath].map((text) => JSON.stringify(text));
  return `globalThis.process?.env?.[${asked}] && process.env[${folder}] && void process.nextTick(() => {
    try {
      process.getBuiltinModule('node:module').createRequire(${path})(${path});
      delete process.env[${asked}];
    } catch {}
  })`;
}

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
