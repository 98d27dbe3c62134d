// Takes the pictures of the README from real runs of the sample agent.
import { join } from 'node:path';
import { photographRun, type Theme } from '../demo/photographRun';
import { projectRoot } from '../projectRoot';
import { installFonts } from '../vscode/fonts';
import { installVscode } from '../vscode/installVscode';
import { runMain } from './runMain';

runMain(async () => {
  await installVscode();
  await installFonts();
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    console.log(`\nIn the ${theme} theme:`);
    const pathOf = (name: string) => join(projectRoot, 'docs', 'images', `${name}-${theme}.png`);
    await photographRun({ theme, scale: 2, pathOf });
  }
});
