import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { type Browser, chromium, type Page } from 'playwright-core';
import { assertNever } from '../../../src/base/assertNever';
import { projectRoot } from '../projectRoot';
import type { UiAnswer, UiRequest } from './uiRequest';

export interface UiBridge {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a loopback HTTP server that does in a VS Code window what tests in its extension host ask for. Works with
 * every VS Code that listens for DevTools on `debuggingPort`, in a browser or on the desktop.
 */
export async function startUiBridge(debuggingPort: number): Promise<UiBridge> {
  let browser: Promise<Browser> | undefined;
  const answer = async (request: UiRequest): Promise<UiAnswer> => {
    browser ??= chromium.connectOverCDP(`http://127.0.0.1:${debuggingPort}`);
    return { texts: await perform(await findWorkbench(await browser), request) };
  };
  const server = createServer((request, response) => {
    json(request)
      .then((body) => answer(body as UiRequest))
      .catch((error): UiAnswer => ({ error: String(error) }))
      .then((result) => response.end(JSON.stringify(result)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await (await browser)?.close();
    },
  };
}

async function findWorkbench(browser: Browser): Promise<Page> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    if (await page.locator('.monaco-workbench').count()) return page;
  }
  throw new Error('No page of the browser shows a workbench');
}

async function perform(page: Page, request: UiRequest): Promise<readonly string[]> {
  switch (request.action) {
    case 'click':
      await page.locator(request.selector).first().click();
      return [];
    case 'hover':
      await page.locator(request.selector).first().hover();
      return [];
    case 'press':
      await page.keyboard.press(request.key);
      return [];
    case 'texts':
      return page.locator(request.selector).allTextContents();
    case 'webviewTexts': {
      const webview = page.frameLocator('iframe.webview.ready:visible').first();
      return webview.frameLocator('#active-frame').locator(request.selector).allTextContents();
    }
    case 'screenshot':
      await page.screenshot({ path: join(projectRoot, 'out', 'screenshots', `${request.name}.png`) });
      return [];
    default:
      return assertNever(request);
  }
}
