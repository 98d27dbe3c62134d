import assert from 'node:assert/strict';
import { PLAN_VERSION } from '../../../src/completion/plan';
import { runnerCommand } from '../../../src/completion/runnerProcess';
import { environmentNames } from '../../../src/protocol/environment';

const options = {
  runnerPath: '/extension/dist/completionRunner.cjs',
  probePath: '/storage/probe/node.cjs',
  spoolFolder: '/runs/r1',
  plan: { version: PLAN_VERSION, suiteFile: '/s', targets: [], cases: [], stages: [], timeout: 1 },
} as const;

describe('runnerCommand', () => {
  it('is the runner behind the probe, with pipes to talk over and no window', () => {
    const {
      file,
      args,
      options: how,
    } = runnerCommand(options, { execPath: '/bin/node', env: {}, versions: {} });
    assert.deepEqual([file, ...args], ['/bin/node', '--require', options.probePath, options.runnerPath]);
    assert.deepEqual([how.stdio, how.windowsHide], ['pipe', true]);
    assert.equal(how.env[environmentNames.spool], '/runs/r1');
    assert.equal('ELECTRON_RUN_AS_NODE' in how.env, false);
  });

  it('has the executable of an editor be Node, even where its parent is not', () => {
    const host = { execPath: '/Code Helper (Plugin)', env: {}, versions: { electron: '37.2.3' } };
    const { file, options: how } = runnerCommand(options, host);
    assert.equal(file, host.execPath);
    assert.equal(how.env.ELECTRON_RUN_AS_NODE, '1');
  });
});
