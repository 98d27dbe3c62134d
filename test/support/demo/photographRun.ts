import { type OpenEditor, openEditor } from '../editor/openEditor';
import { sampleAgents } from '../simulator/scenarios/sampleAgents';
import { startSimulator } from '../simulator/startSimulator';
import { type Photography, photographer, pictureSettings } from './photography';
import { takePictures } from './takePictures';
import { writeGuide } from './writeGuide';

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
    settings: pictureSettings(photography),
    size: { width: 1200, height: 780 },
    scale: photography.scale,
  });
  try {
    await takePictures(open.editor, photographer(photography));
    await look?.(open);
  } catch (error) {
    await open.editor.screenshot('failed');
    throw error;
  } finally {
    await open.close();
    await simulator.close();
  }
}
