import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce } from './cache';
import { npm, type PinnedPackage, unpackPackage } from './npmPackage';
import { standIns, writeStandIns } from './serverStandIns';

/** The npm package that carries a complete VS Code server 1.139 in `lib/vscode`. */
const codeServer: PinnedPackage = {
  name: 'code-server',
  version: '4.139.1',
  sha512: 'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** Large, and of no use to a test of another extension. */
const droppedExtensions = ['copilot', 'mermaid-markdown-features'];

/** Only the dropped extensions and features that stay off here need these; several would want a compiler. */
const droppedDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/vscode-languagedetection',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'katex',
  'kerberos',
  'ssh2',
  'tas-client',
];

/** Installs the VS Code server into the cache unless it is there; returns the folder that holds `out/server-main.js`. */
export async function installVscodeServer(): Promise<string> {
  const name = `vscode-server-${codeServer.version}`;
  return installOnce(name, 'Installing the VS Code server (47 MB)', async (folder) => {
    await unpackPackage(codeServer, folder, ['package/lib/vscode']);
    await hoist(folder, 'package/lib/vscode');
    await Promise.all(
      droppedExtensions.map((extension) => rm(join(folder, 'extensions', extension), { recursive: true })),
    );
    await edit(join(folder, 'package.json'), (manifest) => {
      // What is not named stays locked at the versions of the shrinkwrap file beside it.
      for (const name of [...droppedDependencies, ...Object.keys(standIns)])
        delete manifest.dependencies[name];
      delete manifest.overrides;
    });
    // Without a gallery the editor asks nobody outside this machine.
    await edit(join(folder, 'product.json'), (product) => delete product.extensionsGallery);
    await npm(['install', '--ignore-scripts', '--omit=dev', '--legacy-peer-deps'], folder);
    await writeStandIns(folder);
  });
}

/** Moves what lies in `folder/inner` up into `folder`. */
async function hoist(folder: string, inner: string): Promise<void> {
  const aside = `${folder}-hoisted`;
  await rename(join(folder, inner), aside);
  await rm(folder, { recursive: true });
  await rename(aside, folder);
}

// biome-ignore lint/suspicious/noExplicitAny: the files are the server's own, of no shape that we know
async function edit(path: string, change: (content: any) => void): Promise<void> {
  const content = JSON.parse(await readFile(path, 'utf8'));
  change(content);
  await writeFile(path, JSON.stringify(content, null, 2));
}
