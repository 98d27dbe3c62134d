import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { projectRoot } from '../projectRoot';
import { Debugger } from './debugger';

/** After this a quick input would long be open. */
const lostKeyMilliseconds = 3000;
const mostPresses = 3;

/** A VS Code window as a person uses it: everything goes through what is rendered, the keyboard and the mouse. */
export class Editor {
  readonly debugger: Debugger;

  constructor(
    readonly page: Page,
    /** Absolute path of the folder that is open. */
    readonly folder: string,
  ) {
    this.debugger = new Debugger(this);
  }

  /** Opens a file, given relative to the folder, and waits until its text is shown. */
  async openFile(path: string): Promise<void> {
    await this.pick('Control+P', path, path.split('/').at(-1) ?? path);
    await this.page.locator('.editor-group-container.active .view-line').first().waitFor();
  }

  /** Runs a command by the title it has in the command palette, with its category. */
  async runCommand(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  /** Opens a quick input with a key, types `query` and takes the entry that is called `entry`. */
  async pick(key: string, query: string, entry: string): Promise<void> {
    await this.openQuickInput(key);
    await this.quickInput.fill(query);
    await this.pickEntry(entry);
  }

  /** A key is lost while the focus is on its way into or out of a webview; then it is pressed again. */
  private async openQuickInput(key: string): Promise<void> {
    for (let press = 1; press < mostPresses; press += 1) {
      await this.page.keyboard.press(key);
      const opened = this.quickInput.waitFor({ timeout: lostKeyMilliseconds });
      if (
        await opened.then(
          () => true,
          () => false,
        )
      )
        return;
    }
    await this.page.keyboard.press(key);
  }

  private get quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  /** Takes an entry of the quick input that is open, and waits until the list it stood in is gone. */
  async pickEntry(name: string): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    const entry = rows.filter({ has: this.page.getByText(name, { exact: true }) }).first();
    await entry.click();
    await entry.waitFor({ state: 'hidden' });
  }

  /** The CodeLenses that are on screen in the active editor, from top to bottom. */
  get lenses(): Locator {
    return this.page.locator('.editor-group-container.active .codelens-decoration:visible');
  }

  /** The lines of the active editor that are on screen and hold `text`. */
  line(text: string): Locator {
    return this.page.locator('.editor-group-container.active .view-line').filter({ hasText: text });
  }

  /** Rests the mouse on the word `text` of the active editor and returns the hover that comes up. */
  async hover(text: string): Promise<Locator> {
    const word = this.page.locator('.editor-group-container.active .view-line span > span');
    await word.filter({ hasText: text }).first().hover();
    const hover = this.page
      .locator('.monaco-hover:visible')
      .filter({ has: this.page.locator('.hover-contents') });
    await hover.first().waitFor();
    return hover.first();
  }

  /** The text that the active terminal shows, row after row. */
  async terminalText(): Promise<string> {
    const rows = await this.page.locator('.terminal-wrapper.active .xterm-rows > div').allTextContents();
    return rows.join('\n');
  }

  /** What the webview that is shown renders. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').first().frameLocator('#active-frame');
  }

  /** The entry of the status bar that shows `text`. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** Writes a picture of the window to `out/screenshots/<name>.png`, and returns its path. */
  async screenshot(name: string): Promise<string> {
    const folder = join(projectRoot, 'out', 'screenshots');
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}
