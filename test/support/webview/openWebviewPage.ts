/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildWebviewHtml } from '../../../src/ui/views/webviewHtml';
import { projectRoot } from '../projectRoot';
import { type ThemeKind, themeVariables } from '../timeline/themeVariables';
import { installChromium } from '../vscode/installChromium';

const ORIGIN = 'http://webview.test';

/** Folders of the project that the page may load from. */
const folders = ['/dist/webview/', '/media/'];
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** What the page finds in place of VS Code. */
interface StandIn {
  readonly sent: unknown[];
  wear(theme: { readonly kind: string; readonly variables: Readonly<Record<string, string>> }): void;
}

/** A page of ours in a browser, with the test in the place of VS Code: `In` are messages to it, `Out` those that it sends. */
export class WebviewPage<In, Out> {
  /** What the browser complained of, the content security policy above all. */
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** Sends a message as the extension does, and waits until it is drawn. */
  async post(message: In): Promise<void> {
    // As text, because the driver is slow at handing over large objects.
    await this.page.evaluate((json) => window.postMessage(JSON.parse(json), '*'), JSON.stringify(message));
    await this.drawn();
  }

  /** Waits until everything that was asked for is on screen. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)))),
    );
  }

  /** What the page has told the extension since it was loaded. */
  sent(): Promise<Out[]> {
    return this.page.evaluate(() => (window as unknown as { standIn: StandIn }).standIn.sent) as Promise<
      Out[]
    >;
  }

  /** Changes the theme in place, as VS Code does. */
  async wear(kind: ThemeKind): Promise<void> {
    const theme = { kind, variables: themeVariables(kind) };
    await this.page.evaluate((worn) => (window as unknown as { standIn: StandIn }).standIn.wear(worn), theme);
    await this.drawn();
  }
}

/** Starts a browser for pages of webviews. */
export async function launchWebviewBrowser(): Promise<Browser> {
  const { executablePath, env } = await installChromium();
  return chromium.launch({
    executablePath,
    args: ['--disable-gpu'],
    env: { ...process.env, ...env } as Record<string, string>,
  });
}

/** Which page to open, and how. */
export interface WebviewOptions {
  readonly title: string;
  /** Name of its script in `dist/webview` and of its style sheet in `media`. */
  readonly name: string;
  readonly theme?: ThemeKind;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Opens a page of ours, as VS Code would, and waits until it is loaded. */
export async function openWebviewPage<In, Out>(
  browser: Browser,
  { title, name, theme = 'vscode-dark', viewport = { width: 1000, height: 600 } }: WebviewOptions,
): Promise<WebviewPage<In, Out>> {
  const page = await browser.newPage({ viewport });
  const webview = new WebviewPage<In, Out>(page);
  const body = buildWebviewHtml({
    title,
    cspSource: ORIGIN,
    script: `${ORIGIN}/dist/webview/${name}.js`,
    style: `${ORIGIN}/media/${name}.css`,
  });
  await page.addInitScript(standInForVscode, { kind: theme, variables: themeVariables(theme) });
  await page.route('**', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin === ORIGIN && pathname === '/') return route.fulfill({ contentType: 'text/html', body });
    if (origin !== ORIGIN || !folders.some((folder) => pathname.startsWith(folder))) return route.abort();
    return route.fulfill({
      contentType: contentTypes[extname(pathname)],
      body: readFileSync(join(projectRoot, pathname)),
    });
  });
  await page.goto(ORIGIN);
  return webview;
}

/** Runs in the page before anything else. What the page keeps outlives a reload, as it does in VS Code. */
function standInForVscode(theme: Parameters<StandIn['wear']>[0]): void {
  const standIn: StandIn = {
    sent: [],
    wear({ kind, variables }) {
      // With less motion the page is at once where it is going.
      document.body.className = `${kind} vscode-reduce-motion`;
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(name, value);
      }
    },
  };
  const kept = 'kept';
  Object.assign(window, {
    standIn,
    acquireVsCodeApi: () => {
      standIn.wear(theme);
      return {
        postMessage: (message: unknown) => standIn.sent.push(message),
        getState: () => JSON.parse(sessionStorage.getItem(kept) ?? 'null') ?? undefined,
        setState: (state: unknown) => sessionStorage.setItem(kept, JSON.stringify(state)),
      };
    },
  });
}
