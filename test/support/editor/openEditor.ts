import type { Page } from 'playwright-core';
import { copyWorkspace } from '../copyWorkspace';
import { projectRoot } from '../projectRoot';
import { openWindow } from '../vscode/openWindow';
import { type ServerOptions, startServer } from '../vscode/startServer';
import { Editor } from './editor';

export interface EditorOptions extends ServerOptions {
  /** The folder to open a copy of, relative to the root of the project. */
  readonly workspace: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Physical pixels per CSS pixel. */
  readonly scale?: number;
}

export interface OpenEditor {
  readonly editor: Editor;
  /** Where the extension keeps what outlives a window. */
  readonly extensionStorage: string;
  /** Closes the window, ends its server and removes the copy of the workspace. */
  close(): Promise<void>;
}

/** Opens a window of a VS Code server of its own, with this extension, on a copy of a workspace. */
export async function openEditor({ workspace, size, scale, ...options }: EditorOptions): Promise<OpenEditor> {
  const copy = await copyWorkspace(workspace);
  const server = await startServer(options);
  const closings: (() => void | Promise<void>)[] = [() => server.stop(), () => copy.remove()];
  const close = async () => {
    for (const closing of closings) await closing();
  };
  try {
    const { folder } = copy;
    const window = await openWindow({ server, folder, extensionDevelopmentPath: projectRoot, size, scale });
    closings.unshift(() => window.close());
    await restored(window.page);
    return { editor: new Editor(window.page, folder), extensionStorage: server.extensionStorage, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Before the workbench is restored it loses keys. */
async function restored(page: Page): Promise<void> {
  await page.waitForFunction('window.driver');
  await page.evaluate('window.driver.whenWorkbenchRestored()');
}
