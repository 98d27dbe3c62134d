import { chmod } from 'node:fs/promises';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { compiledTest } from '../suites/suite';

/**
 * Returns the executable that runs host tests: the desktop VS Code that `LATENCY_LENS_VSCODE` names; on Linux, where
 * there may be no screen, the VS Code server in a headless browser; elsewhere a desktop VS Code that is downloaded.
 */
export async function findVscode(): Promise<string> {
  const desktop = process.env.LATENCY_LENS_VSCODE;
  if (desktop) return desktop;
  if (process.platform !== 'linux') return downloadAndUnzipVSCode('stable');
  const script = compiledTest('support', 'vscode', 'vscodeMain.js');
  await chmod(script, 0o755);
  return script;
}
