import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Editor } from '../editor/editor';
import { type OpenEditor, openEditor } from '../editor/openEditor';
import { sampleAgents } from '../simulator/scenarios/sampleAgents';
import { startSimulator } from '../simulator/startSimulator';
import { sampleAgent } from './sampleAgent';
import { writeGuide } from './writeGuide';

/** The agent takes about half a minute. */
const runTimeoutMilliseconds = 180_000;

const colorThemes = { dark: 'Dark Modern', light: 'Light Modern' };

export type Theme = keyof typeof colorThemes;

export interface Photography {
  readonly theme: Theme;
  /** Physical pixels per CSS pixel. */
  readonly scale: number;
  /** Where the picture of that name goes. */
  pathOf(name: string): string;
}

/**
 * Lets the guide run the sample agent against the simulator in a headless window, and takes pictures of what Latency
 * Lens shows, while it runs and afterwards. `look` gets the window at last, before it closes.
 */
export async function photographRun(
  photography: Photography,
  look?: (open: OpenEditor) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator(sampleAgents);
  const open = await openEditor({
    workspace: 'examples',
    extensions: [await writeGuide()],
    env: { LLM_SIMULATOR_URL: simulator.url },
    settings: { 'workbench.colorTheme': colorThemes[photography.theme] },
    scale: photography.scale,
  });
  try {
    await takePictures(open.editor, photography);
    await look?.(open);
  } finally {
    await open.close();
    await simulator.close();
  }
}

async function takePictures(editor: Editor, { pathOf }: Photography): Promise<void> {
  const take = async (name: string) => {
    await mkdir(dirname(pathOf(name)), { recursive: true });
    await editor.page.screenshot({ path: pathOf(name) });
    console.log(`  ${pathOf(name)}`);
  };
  await editor.lenses.first().waitFor({ timeout: runTimeoutMilliseconds });
  await take('live');
  await editor.webview.locator('canvas').first().waitFor({ timeout: runTimeoutMilliseconds });
  await take('timeline');
  await editor.openFile(sampleAgent.file);
  await editor.lenses.first().waitFor();
  await take('lens');
  await editor.hover('completions');
  await take('hover');
  await editor.runCommand('View: Show Latency Lens');
  await take('runs');
}
