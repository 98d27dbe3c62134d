import { strict as assert } from 'node:assert';
import { useEditor } from '../support/editor/useEditor';
import { waitFor } from '../support/waitFor';

describe('a window', () => {
  const editor = useEditor({ workspace: 'test/fixtures/workspace' });
  const greeting = `hello from node ${process.versions.node}`;

  it('opens a file', async () => {
    await editor().openFile('greet.js');
    assert.equal(await editor().line('hello from node').count(), 1);
  });

  it('runs a program in the debug console', async () => {
    await editor().debugger.run('Greet in the debug console');
    await editor().debugger.consoleLines.filter({ hasText: greeting }).first().waitFor();
    await editor().screenshot('console');
  });

  it('runs a program in the terminal', async () => {
    await editor().debugger.run('Greet in the terminal');
    await waitFor(greeting, async () => (await editor().terminalText()).includes(greeting));
    await editor().screenshot('terminal');
  });
});
