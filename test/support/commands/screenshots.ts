// Takes the pictures of the README from real runs of the sample agent and the sample suite.
import { join } from 'node:path';
import { photographRun } from '../demo/photographRun';
import { photographSuite } from '../demo/photographSuite';
import type { Theme } from '../demo/photography';
import { projectRoot } from '../projectRoot';
import { installFonts } from '../vscode/fonts';
import { installVscode } from '../vscode/installVscode';
import { runMain } from './runMain';

/** The README shows the dark ones; the light ones are for the eye of whoever took them. */
const folders: Readonly<Record<Theme, readonly string[]>> = {
  dark: ['docs', 'images'],
  light: ['out', 'screenshots'],
};

runMain(async () => {
  await installVscode();
  await installFonts();
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    console.log(`\nIn the ${theme} theme:`);
    const folder = join(projectRoot, ...folders[theme]);
    const pathOf = (name: string) => join(folder, `${name}-${theme}.png`);
    await photographRun({ theme, scale: 2, pathOf });
    await photographSuite({ theme, scale: 2, pathOf });
  }
});
