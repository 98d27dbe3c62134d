import { strict as assert } from 'node:assert';
import { useEditor } from '../support/editor/useEditor';

describe('a window', () => {
  const editor = useEditor({ workspace: 'test/fixtures/workspace' });
  const greeting = `hello from node ${process.versions.node}`;

  it('opens a file', async () => {
    await editor().openFile('greet.js');
    assert.equal(await editor().line('hello from node').count(), 1);
  });

  it('runs a program in the debug console', async () => {
    await editor().debugger.run('Greet in the debug console');
    const lines = await editor().debugger.consoleLines.allTextContents();
    assert.ok(lines.join('\n').includes(greeting), lines.join('\n'));
    await editor().screenshot('console');
  });

  it('runs a program in the terminal', async () => {
    await editor().debugger.run('Greet in the terminal');
    const text = await editor().terminalText();
    assert.ok(text.includes(greeting), text);
    await editor().screenshot('terminal');
  });
});
