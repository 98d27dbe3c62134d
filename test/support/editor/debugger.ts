import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

/** The part of a window that starts and follows debug sessions. */
export class Debugger {
  constructor(private readonly editor: Editor) {}

  /** Starts the launch configuration of that name, and waits until it runs. */
  async start(configuration: string): Promise<void> {
    await this.editor.runCommand('Debug: Select and Start Debugging');
    // Looked for in every frame, because that of a short program is soon gone.
    const started = this.editor.page.waitForFunction(
      `document.querySelector('.debug-toolbar')?.checkVisibility()`,
    );
    await Promise.all([started, this.editor.pickEntry(configuration)]);
  }

  /** Starts a launch configuration and waits until its program has ended. */
  async run(configuration: string, options?: { timeout: number }): Promise<void> {
    await this.start(configuration);
    await this.ended(options);
  }

  /** Waits until no debug session is under way. */
  async ended(options?: { timeout: number }): Promise<void> {
    await this.toolbar.waitFor({ state: 'hidden', ...options });
  }

  /** The lines that the debug console shows. */
  get consoleLines(): Locator {
    return this.editor.page.locator('.repl .monaco-list-row .output');
  }

  private get toolbar(): Locator {
    return this.editor.page.locator('.debug-toolbar');
  }
}
