import { delimiter, dirname } from 'node:path';

/** Variables that would carry the surroundings of this test run into the editor under test. */
const foreign = /^(npm_|VSCODE_|ELECTRON_|LATENCY_LENS_|NODE_OPTIONS$|INIT_CWD$|XDG_)/;

/**
 * The environment of a VS Code server with its own home and temporary folder. The Node that runs this process comes
 * first on the PATH: that is the `node` which the debugger starts programs with, whatever Node the server itself has.
 */
export function serverEnvironment(home: string, temporary: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(inherited), HOME: home, TMPDIR: temporary, PATH: path };
}
