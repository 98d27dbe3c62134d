import { existsSync } from 'node:fs';
import { runCommand } from '../processes';
import { withProgress } from '../progress.mjs';

/**
 * Installs packages of the distribution where we may: as root, with apt-get. Returns whether they are installed; why
 * not is said on stderr.
 */
export async function installDebianPackages(title: string, packages: readonly string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await withProgress(title, async () => {
      await runCommand('apt-get', ['update'], { env });
      await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
    });
    return true;
  } catch (error) {
    process.stderr.write(`  did not work: ${(error as Error).message}\n`);
    return false;
  }
}
