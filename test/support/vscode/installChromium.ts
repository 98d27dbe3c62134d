import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { findOnPath } from '../findOnPath';
import { runCommand } from '../processes';
import { installOnce } from './cache';
import { installDebianPackages } from './debianPackages';
import { fontPackages, writeFontConfiguration } from './fonts';
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
  const installed = findSystemChromium() ?? (await installSystemChromium());
  if (!installed) return unpackChromium();
  return { executablePath: installed, env: { FONTCONFIG_FILE: await writeFontConfiguration() } };
}

function findSystemChromium(): string | undefined {
  return findOnPath(...systemCommands) ?? systemPaths.find((path) => existsSync(path));
}

async function installSystemChromium(): Promise<string | undefined> {
  const packages = ['chromium', 'fonts-dejavu-core', ...fontPackages];
  const done = await installDebianPackages('Installing Chromium with apt-get (130 MB)', packages);
  return done ? findSystemChromium() : undefined;
}

async function unpackChromium(): Promise<Chromium> {
  const name = `chromium-${packedChromium.version}`;
  const folder = await installOnce(name, 'Installing Chromium from npm (74 MB)', async (into) => {
    await unpackPackage(packedChromium, into, ['package/bin']);
    await unbrotli(join(into, 'package/bin/chromium.br'), join(into, 'chromium'));
    await chmod(join(into, 'chromium'), 0o755);
    for (const archive of ['al2023', 'fonts']) await unpackTar(into, archive);
    await rm(join(into, 'package'), { recursive: true });
  });
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(folder, 'lib'),
      FONTCONFIG_FILE: await writeFontConfiguration(join(folder, 'fonts')),
    },
  };
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
