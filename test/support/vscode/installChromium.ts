import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { findOnPath } from '../findOnPath';
import { runCommand } from '../processes';
import { withProgress } from '../progress.mjs';
import { installOnce } from './cache';
import { type PinnedPackage, unpackPackage } from './npmPackage';

/** A browser binary with the environment it needs beside the usual one. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A headless Chromium as a package: packed binary, packed shared libraries and packed fonts. */
const packedChromium: PinnedPackage = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  sha512: 'jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

/** For a machine without any font: those of the package, which lie beside this file. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`;

const systemCommands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const systemPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium: one that the machine has, else the distribution's package where we may install it, else one in
 * the cache, which needs no rights.
 */
export async function installChromium(): Promise<Chromium> {
  const present = findSystemChromium();
  if (present) return { executablePath: present, env: {} };
  const installed = mayInstallPackages() ? await installDebianPackage() : undefined;
  return installed ? { executablePath: installed, env: {} } : unpackChromium();
}

function findSystemChromium(): string | undefined {
  return findOnPath(...systemCommands) ?? systemPaths.find((path) => existsSync(path));
}

function mayInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version');
}

/** Returns nothing if the distribution has no such package or does not let us have it. */
async function installDebianPackage(): Promise<string | undefined> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['chromium', 'fonts-dejavu-core'];
  try {
    await withProgress('Installing Chromium with apt-get (90 MB)', async () => {
      await runCommand('apt-get', ['update'], { env });
      await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
    });
  } catch (error) {
    process.stderr.write(`  did not work, taking the npm package instead: ${String(error)}\n`);
  }
  return findSystemChromium();
}

async function unpackChromium(): Promise<Chromium> {
  const name = `chromium-${packedChromium.version}`;
  const folder = await installOnce(name, 'Installing Chromium from npm (74 MB)', async (into) => {
    await unpackPackage(packedChromium, into, ['package/bin']);
    await unbrotli(join(into, 'package/bin/chromium.br'), join(into, 'chromium'));
    await chmod(join(into, 'chromium'), 0o755);
    for (const archive of ['al2023', 'fonts']) await unpackTar(into, archive);
    await rm(join(into, 'package'), { recursive: true });
    await writeFile(join(into, 'fonts.conf'), fontConfiguration);
  });
  const env: Record<string, string> = { LD_LIBRARY_PATH: join(folder, 'lib') };
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_FILE = join(folder, 'fonts.conf');
  return { executablePath: join(folder, 'chromium'), env };
}

async function unpackTar(folder: string, name: string): Promise<void> {
  const tar = join(folder, `${name}.tar`);
  await unbrotli(join(folder, `package/bin/${name}.tar.br`), tar);
  await runCommand('tar', ['-xf', tar, '-C', folder]);
  await rm(tar);
}

function unbrotli(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}
