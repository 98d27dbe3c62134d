import type { Browser } from 'playwright-core';
import type { HostToTimeline, TimelineToHost } from '../../../src/protocol/timelineMessages';
import { openWebviewPage, type WebviewPage } from '../webview/openWebviewPage';
import type { ThemeKind } from './themeVariables';

/** The timeline's page in a browser, with the test in the place of VS Code. */
export type TimelinePage = WebviewPage<HostToTimeline, TimelineToHost>;

export { launchWebviewBrowser as launchTimelineBrowser } from '../webview/openWebviewPage';

/** Opens the timeline's page, as VS Code would, and waits until it asks for its snapshot. */
export function openTimelinePage(browser: Browser, theme?: ThemeKind): Promise<TimelinePage> {
  return openWebviewPage(browser, { title: 'Timeline', name: 'timeline', theme });
}
