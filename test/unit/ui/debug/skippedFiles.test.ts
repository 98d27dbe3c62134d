import assert from 'node:assert/strict';
import { skippedFiles } from '../../../../src/ui/debug/skippedFiles';

describe('skippedFiles', () => {
  const probe = '/home/me [x]/storage/probe/0123abcd/node.cjs';

  it('adds the probe, whatever the folders above it are called', () => {
    assert.deepEqual(skippedFiles({ type: 'pwa-node' }, probe), ['**/probe/0123abcd/node.cjs']);
    assert.deepEqual(skippedFiles({ type: 'pwa-node' }, 'C:\\me\\probe\\0123abcd\\node.cjs'), [
      '**/probe/0123abcd/node.cjs',
    ]);
  });

  it('keeps what is configured', () => {
    const skipFiles = ['**/node_modules/**'];
    assert.deepEqual(skippedFiles({ type: 'node-terminal', skipFiles }, probe), [
      '**/node_modules/**',
      '**/probe/0123abcd/node.cjs',
    ]);
  });

  it('keeps what the debugger skips in a terminal when nothing is configured', () => {
    assert.deepEqual(skippedFiles({ type: 'node-terminal' }, probe), [
      '<node_internals>/**',
      '**/probe/0123abcd/node.cjs',
    ]);
  });
});
