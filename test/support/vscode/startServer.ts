import { createWriteStream } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { HumanError } from '../../../src/base/humanError';
import { type OwnedProcess, startProcess } from '../processes';
import { projectRoot } from '../projectRoot';
import { makeTemporaryFolder } from '../temporaryFolder';
import { installServerNode } from './installServerNode';
import { installVscodeServer } from './installVscodeServer';
import { serverEnvironment } from './serverEnvironment';

/** What every window of the tests starts from: nothing that moves, pops up or reaches out. */
const quietSettings = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  // A webview that takes the focus as it opens must not close what a test is typing into.
  'workbench.quickOpen.closeOnFocusLost': false,
  'chat.disableAIFeatures': true,
  // A window in a browser saves by itself after a second; what a test has only typed must never reach the disk.
  'files.autoSave': 'off',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // Rendered as text, so that tests can read it.
  'terminal.integrated.gpuAcceleration': 'off',
  'git.openRepositoryInParentFolders': 'never',
};

export interface ServerOptions {
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Seen by the extension host and by the programs that are debugged. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folders of extensions that are installed in it. */
  readonly extensions?: readonly string[];
}

export interface VscodeServer {
  /** `host:port`, on the loopback interface. */
  readonly authority: string;
  /** Home of the server and of everything it starts; fresh at the start. */
  readonly home: string;
  /** Where the extension keeps what outlives a window. */
  readonly extensionStorage: string;
  /** Ends the server with all it started and removes its folders. */
  stop(): Promise<void>;
}

/** Starts a VS Code server of its own, with fresh state, on a free port. Installs it first if need be. */
export async function startServer(options: ServerOptions = {}): Promise<VscodeServer> {
  const folder = await installVscodeServer();
  const node = await installServerNode();
  const state = await makeTemporaryFolder();
  const root = state.path;
  const [home, temporary] = [join(root, 'home'), join(root, 'tmp')];
  await Promise.all([mkdir(home), mkdir(temporary), seedSettings(root, options.settings)]);
  for (const path of options.extensions ?? []) {
    await cp(path, join(root, 'extensions', basename(path)), { recursive: true });
  }
  const server = startProcess(node, [join(folder, 'out', 'server-main.js'), ...serverFlags(root)], {
    env: { ...serverEnvironment(home, temporary), ...options.env },
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await server.stop();
    state.remove();
  };
  try {
    const extensionStorage = join(root, 'user', 'User', 'globalStorage', 'latency-lens.latency-lens');
    return { authority: await listeningAuthority(server), home, extensionStorage, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function seedSettings(root: string, settings: ServerOptions['settings']): Promise<void> {
  const folder = join(root, 'user', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
}

function serverFlags(root: string): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--enable-smoke-test-driver', '--disable-workspace-trust', '--disable-telemetry'],
    ...['--user-data-dir', join(root, 'user'), '--server-data-dir', join(root, 'server')],
    ...['--extensions-dir', join(root, 'extensions')],
  ];
}

/** Reads the chosen port from what the server says, and keeps all it says in `out/logs`. */
async function listeningAuthority({ child, exited }: OwnedProcess): Promise<string> {
  const logFile = join(projectRoot, 'out', 'logs', `server-${child.pid}.log`);
  await mkdir(join(projectRoot, 'out', 'logs'), { recursive: true });
  const log = createWriteStream(logFile);
  child.stderr?.pipe(log, { end: false });
  child.stdout?.pipe(log, { end: false });
  const announced = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port) resolve(`127.0.0.1:${port}`);
    });
  });
  const failed = exited.then((code) => {
    throw new HumanError(`The VS Code server ended at its start (${code})`, `Read ${logFile}.`);
  });
  return Promise.race([announced, failed]);
}
