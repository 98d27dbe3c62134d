import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator } from 'playwright-core';

/** Names as the setting takes them; the picker shows others. */
const colorThemes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

export type Theme = keyof typeof colorThemes;

export interface Photography {
  readonly theme: Theme;
  /** Physical pixels per CSS pixel. */
  readonly scale: number;
  /** Where the picture of that name goes. */
  pathOf(name: string): string;
}

/** Takes a picture of a part of the window. */
export type TakePicture = (name: string, part: Locator) => Promise<void>;

/** Takes pictures to where they belong, and says so. */
export function photographer({ pathOf }: Photography): TakePicture {
  return async (name, part) => {
    await mkdir(dirname(pathOf(name)), { recursive: true });
    await part.screenshot({ path: pathOf(name) });
    console.log(`  ${pathOf(name)}`);
  };
}

/** Leaves out what draws the eye away. */
export function pictureSettings({ theme }: Photography): Record<string, unknown> {
  return {
    'workbench.colorTheme': colorThemes[theme],
    'window.commandCenter': false,
    'window.title': '${rootName}',
    'editor.minimap.enabled': false,
    'editor.stickyScroll.enabled': false,
    'editor.occurrencesHighlight': 'off',
  };
}
