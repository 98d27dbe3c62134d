/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { HostToTimeline, TimelineToHost } from '../../../src/protocol/timelineMessages';
import { buildTimelineHtml } from '../../../src/ui/views/timelineHtml';
import { projectRoot } from '../projectRoot';
import { installChromium } from '../vscode/installChromium';
import { type ThemeKind, themeVariables } from './themeVariables';

const ORIGIN = 'http://timeline.test';

/** Folders of the project that the page may load from. */
const folders = ['/dist/webview/', '/media/'];
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** What the page finds in place of VS Code. */
interface StandIn {
  readonly sent: TimelineToHost[];
  wear(theme: { readonly kind: string; readonly variables: Readonly<Record<string, string>> }): void;
}

/** The timeline's page in a browser, with the test in the place of VS Code. */
export class TimelinePage {
  /** What the browser complained of, the content security policy above all. */
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** Sends a message as the extension does, and waits until it is drawn. */
  async post(message: HostToTimeline): Promise<void> {
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
  sent(): Promise<TimelineToHost[]> {
    return this.page.evaluate(() => (window as unknown as { standIn: StandIn }).standIn.sent);
  }

  /** Changes the theme in place, as VS Code does. */
  async wear(kind: ThemeKind): Promise<void> {
    const theme = { kind, variables: themeVariables(kind) };
    await this.page.evaluate((worn) => (window as unknown as { standIn: StandIn }).standIn.wear(worn), theme);
    await this.drawn();
  }
}

/** Starts a browser for timeline pages. */
export async function launchTimelineBrowser(): Promise<Browser> {
  const { executablePath, env } = await installChromium();
  return chromium.launch({
    executablePath,
    args: ['--disable-gpu'],
    env: { ...process.env, ...env } as Record<string, string>,
  });
}

/** Opens the timeline's page, as VS Code would, and waits until it asks for its snapshot. */
export async function openTimelinePage(
  browser: Browser,
  kind: ThemeKind = 'vscode-dark',
): Promise<TimelinePage> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  const timeline = new TimelinePage(page);
  await page.addInitScript(standInForVscode, { kind, variables: themeVariables(kind) });
  await page.route('**', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin === ORIGIN && pathname === '/')
      return route.fulfill({ contentType: 'text/html', body: html() });
    if (origin !== ORIGIN || !folders.some((folder) => pathname.startsWith(folder))) return route.abort();
    const body = readFileSync(join(projectRoot, pathname));
    return route.fulfill({ contentType: contentTypes[extname(pathname)], body });
  });
  await page.goto(ORIGIN);
  return timeline;
}

function html(): string {
  return buildTimelineHtml({
    cspSource: ORIGIN,
    script: `${ORIGIN}/dist/webview/timeline.js`,
    style: `${ORIGIN}/media/timeline.css`,
  });
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
        postMessage: (message: TimelineToHost) => standIn.sent.push(message),
        getState: () => JSON.parse(sessionStorage.getItem(kept) ?? 'null') ?? undefined,
        setState: (state: unknown) => sessionStorage.setItem(kept, JSON.stringify(state)),
      };
    },
  });
}
