import { type Browser, chromium, type Page } from 'playwright-core';
import { installChromium } from './installChromium';
import type { VscodeServer } from './startServer';

/** A headless browser does no work on its own, and a root user has no sandbox. */
const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface WindowOptions {
  readonly server: VscodeServer;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** Absolute path of the extension under development. */
  readonly extensionDevelopmentPath: string;
  /** Absolute path of a suite to run in the extension host. */
  readonly extensionTestsPath?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Physical pixels per CSS pixel; 2 for pictures that are to be looked at. */
  readonly scale?: number;
  /** Port that the browser lets DevTools clients connect to. */
  readonly remoteDebuggingPort?: number;
}

export interface VscodeWindow {
  readonly page: Page;
  /** The exit code of the suite of `extensionTestsPath`. */
  readonly testsExited: Promise<number>;
  close(): Promise<void>;
}

/** Opens a window of the server in a headless Chromium of its own, installing one first if need be. */
export async function openWindow(options: WindowOptions): Promise<VscodeWindow> {
  const { executablePath, env } = await installChromium();
  const port = options.remoteDebuggingPort;
  const browser = await chromium.launch({
    executablePath,
    // Ending on a signal is the business of whoever started all this; at our exit the browser goes in any case.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...chromiumFlags, ...(port ? [`--remote-debugging-port=${port}`] : [])],
    env: { ...process.env, ...env } as Record<string, string>,
  });
  try {
    return await openPage(browser, options);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function openPage(browser: Browser, options: WindowOptions): Promise<VscodeWindow> {
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const testsExited = new Promise<number>((resolve) => {
    void context.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  });
  await context.exposeFunction('codeAutomationLog', () => {});
  const page = await context.newPage();
  await page.goto(windowUrl(options));
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  return { page, testsExited, close: () => browser.close() };
}

/** The address at which the server shows `folder` with the extension under development. */
export function windowUrl({ server, folder, ...extension }: WindowOptions): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${encodeURI(path)}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension.extensionDevelopmentPath)],
    ...(extension.extensionTestsPath ? [['extensionTestsPath', remote(extension.extensionTestsPath)]] : []),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://${server.authority}/?${query}`;
}
