import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type OpenEditor, openEditor } from '../editor/openEditor';
import { sampleAgents } from '../simulator/scenarios/sampleAgents';
import { startSimulator } from '../simulator/startSimulator';
import { takePictures } from './takePictures';
import { writeGuide } from './writeGuide';

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

/**
 * Lets the guide run the sample agent against the simulator in a headless window, and takes pictures of what Latency
 * Lens shows, while it runs and afterwards. `look` gets the window at last, before it closes.
 */
export async function photographRun(
  { theme, scale, pathOf }: Photography,
  look?: (open: OpenEditor) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator(sampleAgents);
  const open = await openEditor({
    workspace: 'examples',
    extensions: [await writeGuide()],
    env: { LLM_SIMULATOR_URL: simulator.url },
    settings: pictureSettings(theme),
    size: { width: 1200, height: 780 },
    scale,
  });
  try {
    await takePictures(open.editor, async (name, part) => {
      await mkdir(dirname(pathOf(name)), { recursive: true });
      await part.screenshot({ path: pathOf(name) });
      console.log(`  ${pathOf(name)}`);
    });
    await look?.(open);
  } catch (error) {
    await open.editor.screenshot('failed');
    throw error;
  } finally {
    await open.close();
    await simulator.close();
  }
}

/** Leaves out what draws the eye away. */
function pictureSettings(theme: Theme): Record<string, unknown> {
  return {
    'workbench.colorTheme': colorThemes[theme],
    'window.commandCenter': false,
    'window.title': '${rootName}',
    'editor.minimap.enabled': false,
    'editor.stickyScroll.enabled': false,
    'editor.occurrencesHighlight': 'off',
  };
}
