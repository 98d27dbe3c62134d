import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { runCommand, startProcess } from '../../support/processes';

/** Starts a program that starts another and prints the other's pid; neither ends by itself. */
const parent = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

describe('a process that was started', () => {
  it('is stopped with all that it started', async () => {
    const owned = startProcess(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: owned.child.stdout ?? assert.fail('no output') });
    const [grandchild] = await once(lines, 'line');
    await owned.stop();
    assert.throws(() => process.kill(Number(grandchild), 0), { code: 'ESRCH' });
    assert.equal(await owned.exited, null);
  });

  it('gives its output, or what it said when it failed', async () => {
    assert.equal(await runCommand(process.execPath, ['-p', '6 * 7']), '42\n');
    const failing = runCommand(process.execPath, ['-e', 'console.error("no luck"); process.exit(3)']);
    await assert.rejects(failing, /failed \(3\):\nno luck/);
    await assert.rejects(runCommand('/no/such/program', []), /ENOENT/);
  });
});
