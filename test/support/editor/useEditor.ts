import type { Editor } from './editor';
import { type EditorOptions, type OpenEditor, openEditor } from './openEditor';

/**
 * Gives the tests of a `describe` one window to share: opened before the first, closed after the last. A failing test
 * leaves a picture of it in `out/screenshots`. The returned function gives the window to a test that is running.
 */
export function useEditor(options: EditorOptions): () => Editor {
  let open: OpenEditor | undefined;
  before(async function () {
    this.timeout(120_000);
    open = await openEditor(options);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed')
      await open?.editor.screenshot(`failed ${test.fullTitle()}`.replace(/\W+/g, '-'));
  });
  after(() => open?.close());
  return () => {
    if (!open) throw new Error('The editor is only open while a test runs');
    return open.editor;
  };
}
