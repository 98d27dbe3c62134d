import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { oncePerProcess } from '../../support/oncePerProcess';
import { projectRoot } from '../../support/projectRoot';

type OncePerProcess = typeof oncePerProcess;

describe('what a process shares', () => {
  it('is made once, for all copies of a module', () => {
    const name = `a test ${Math.random()}`;
    const copies = [oncePerProcess, ...Array.from({ length: 12 }, copyOfModule)];
    const made: number[] = [];
    const shared = copies.map((copy, index) =>
      copy(name, () => {
        made.push(index);
        return {};
      }),
    );
    assert.deepEqual(made, [0]);
    assert.equal(new Set(shared).size, 1);
  });
});

/** The module as another bundle has it. */
function copyOfModule(): OncePerProcess {
  const { outputFiles } = buildSync({
    entryPoints: ['test/support/oncePerProcess.ts'],
    absWorkingDir: projectRoot,
    bundle: true,
    format: 'iife',
    globalName: 'copy',
    write: false,
  });
  return runInThisContext(
    `(() => { ${outputFiles[0]?.text}; return copy.oncePerProcess; })()`,
  ) as OncePerProcess;
}
