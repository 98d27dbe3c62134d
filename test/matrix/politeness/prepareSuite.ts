import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { installLocked } from '../../support/installLocked';
import { runCommand } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import type { DebianSource, Suite } from './suites';

/** Fetches a suite with what it needs, once. @returns the folder of its sources, above which its packages are found */
export async function prepareSuite({ name, source, added = {} }: Suite): Promise<string> {
  const lockFolder = join(projectRoot, 'test', 'matrix', 'politeness', 'suites', name);
  // As the runners name their files.
  const packages = realpathSync(await installLocked(lockFolder, `Installing the tests of ${name}`));
  const folder = join(packages, 'source');
  if (existsSync(folder)) return folder;
  const partial = join(packages, 'partial-source');
  await rm(partial, { recursive: true, force: true });
  if ('package' in source) {
    // Away from node_modules, whose files test runners pass over.
    await cp(join(packages, 'node_modules', source.package), partial, { recursive: true });
  } else {
    await unpackDebianSource(source, partial);
  }
  for (const [path, file] of Object.entries(added)) {
    await cp(join(projectRoot, file), join(partial, path));
  }
  await rename(partial, folder);
  return folder;
}

async function unpackDebianSource({ pool, sha256 }: DebianSource, folder: string): Promise<void> {
  await mkdir(folder);
  const archive = join(folder, 'source.tar.gz');
  const download = ['download-file', `${await debianArchive()}${pool}`, archive, `SHA256:${sha256}`];
  await runCommand('/usr/lib/apt/apt-helper', download);
  await runCommand('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
  await rm(archive);
}

/** Root of the archive that this machine's apt is set up for, with a slash at its end. */
async function debianArchive(): Promise<string> {
  const known = await runCommand('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI)',
    'Created-By: Packages',
  ]);
  const archive = known.split('\n').find((uri) => uri.endsWith('/debian/'));
  if (archive) return archive;
  throw new HumanError('apt knows no archive of Debian', 'Run this where Debian’s packages can be had.');
}
