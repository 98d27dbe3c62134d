import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { installOnce } from './cache';
import { unpackPackage } from './npmPackage';

/** A major version of Node that people still run programs on; the last is the newest. */
export const nodeMajors = ['18', '20', '22', '24', '26'] as const;
export type NodeMajor = (typeof nodeMajors)[number];

/** One version of Node. */
export interface NodeRelease {
  readonly version: string;
  /** sha512 of the npm package that holds the binary, per platform and architecture. */
  readonly sha512: Readonly<Record<string, string>>;
}

const releases: Readonly<Record<NodeMajor, NodeRelease>> = {
  18: {
    version: '18.20.8',
    sha512: {
      'linux-x64': 'JWUTwZ9vMOjZXMtiBc74OZn12DXb4skKfY4Nlyc17Ss8BTaxjwkXAw6xZb0Ck5afUYU/neBbrHjo9O3baF34ww==',
      'linux-arm64':
        'xTMJYtLdLjIimh8zRpgUDFsNknLP72AT/QWEQmeyDOM1/Gqj/GZn/MlbA+zWSjSMBxQscYvgFpq3qERMEcFEUA==',
    },
  },
  20: {
    version: '20.20.2',
    sha512: {
      'linux-x64': 'PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
      'linux-arm64':
        'LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==',
    },
  },
  22: {
    version: '22.23.3',
    sha512: {
      'linux-x64': 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
      'linux-arm64':
        'l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
    },
  },
  24: {
    version: '24.21.0',
    sha512: {
      'linux-x64': '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
      'linux-arm64':
        'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
    },
  },
  26: {
    version: '26.10.0',
    sha512: {
      'linux-x64': 'OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
      'linux-arm64':
        'idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
    },
  },
};

/** A Node to run programs on. */
export interface InstalledNode {
  readonly major: NodeMajor;
  /** Without the `v`. */
  readonly version: string;
  /** Absolute path of the binary. */
  readonly path: string;
}

const target = `${process.platform}-${process.arch}`;

/**
 * Installs a Node of that major into the cache, unless it is there or is the one that runs us.
 * @throws HumanError where no such binary is to be had
 */
export async function installNode(major: NodeMajor): Promise<InstalledNode> {
  const { node: own } = process.versions;
  if (own.startsWith(`${major}.`)) return { major, version: own, path: process.execPath };
  const release = releases[major];
  return { major, version: release.version, path: await installRelease(release) };
}

/** Whether the registry has that release for this machine. */
export function isInstallable({ sha512 }: NodeRelease): boolean {
  return sha512[target] !== undefined;
}

/**
 * Installs one release of Node into the cache, unless it is there.
 * @returns absolute path of the binary
 * @throws HumanError where no such binary is to be had
 */
export async function installRelease({ version, sha512 }: NodeRelease): Promise<string> {
  const digest = sha512[target];
  const [major] = version.split('.');
  if (!digest) {
    throw new HumanError(
      `No Node ${major} can be installed for ${target}, this is ${process.version}`,
      `Run this command with Node ${major}.`,
    );
  }
  const pinned = { name: `node-${target}`, version, sha512: digest };
  const folder = await installOnce(`${pinned.name}-${version}`, `Installing Node ${major} (50 MB)`, (into) =>
    unpackPackage(pinned, into, ['package/bin/node']),
  );
  const path = join(folder, 'package', 'bin', 'node');
  await chmod(path, 0o755);
  return path;
}
