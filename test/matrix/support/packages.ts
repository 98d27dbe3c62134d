import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { projectRoot } from '../../support/projectRoot';
import { installOnce } from '../../support/vscode/cache';
import type { InstalledNode } from '../../support/vscode/installNode';
import { npm } from '../../support/vscode/npmPackage';
import type { PackageFolder } from '../matrixCase';

const lists = join(projectRoot, 'test', 'matrix', 'sdks');

/** Node loads ES modules by `require` since these. */
const requiresEsModules = '^20.19.0 || >=22.12.0';

/** Installs every list of packages below `test/matrix/sdks` into the cache; returns the folders. */
export async function installPackages(): Promise<PackageFolder[]> {
  const folders: PackageFolder[] = [];
  for (const name of readdirSync(lists)) folders.push({ name, path: await installList(name) });
  return folders;
}

async function installList(name: string): Promise<string> {
  const list = join(lists, name);
  const lock = readFileSync(join(list, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 8);
  const title = `Installing packages for the matrix: ${name} (about 500 MB)`;
  return installOnce(`matrix-${name}-${hash}`, title, async (folder) => {
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(list, file), join(folder, file));
    // Not `ci`, which refuses lists whose optional packages for other platforms the registry doesn't have.
    await npm(['install', '--no-save', '--ignore-scripts'], folder);
  });
}

/** Names of the packages that a list asks for, without what they depend on. */
export function packagesIn(folder: string): string[] {
  return Object.keys(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies ?? {});
}

/** What an installed package says of itself. */
export function describePackage(
  folder: string,
  name: string,
): { version: string; engines?: { node?: string } } {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
}

/** Whether the package says that it runs on that Node. */
export function runsOn(folder: string, name: string, node: InstalledNode): boolean {
  const { engines } = describePackage(folder, name);
  return satisfies(node.version, engines?.node ?? '*');
}

/**
 * Whether a CommonJS program can load a module of a package on that Node.
 * @param specifier as it is imported: the package's name, and what of it
 */
export function canRequire(folder: string, specifier: string, node: InstalledNode): boolean {
  try {
    const entry = createRequire(join(folder, 'program.cjs')).resolve(specifier);
    return !isEsModule(entry, folder, packageOf(specifier)) || satisfies(node.version, requiresEsModules);
  } catch {
    return false;
  }
}

/** Name of the package that an import is of. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function isEsModule(entry: string, folder: string, name: string): boolean {
  if (/\.[cm]js$/.test(entry)) return entry.endsWith('.mjs');
  const { type } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
  return type === 'module' && !hasCommonJsScope(entry, folder, name);
}

/** A package of ES modules may keep a folder of CommonJS with a package.json of its own. */
function hasCommonJsScope(entry: string, folder: string, name: string): boolean {
  const root = join(folder, 'node_modules', name);
  for (let at = join(entry, '..'); at.length > root.length; at = join(at, '..')) {
    try {
      return JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')).type === 'commonjs';
    } catch {}
  }
  return false;
}
