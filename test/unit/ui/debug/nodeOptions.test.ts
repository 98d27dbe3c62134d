import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configuredNodeOptions } from '../../../../src/ui/debug/nodeOptions';

describe('configuredNodeOptions', () => {
  let folder: string;
  let envFile: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'll-env-'));
    envFile = join(folder, '.env');
    writeFileSync(
      envFile,
      '\uFEFFNODE_OPTIONS="--max-old-space-size=512 --trace-warnings" # heap\nOTHER=1\n',
    );
  });

  after(() => rmSync(folder, { recursive: true }));

  it('is what env says', () => {
    assert.equal(configuredNodeOptions({ env: { NODE_OPTIONS: '--inspect' } }), '--inspect');
  });

  it('is what the env file says when env does not', () => {
    assert.equal(
      configuredNodeOptions({ env: { A: 'b' }, envFile }),
      '--max-old-space-size=512 --trace-warnings',
    );
  });

  it('lets env win, as the debugger does', () => {
    assert.equal(configuredNodeOptions({ env: { NODE_OPTIONS: '--inspect' }, envFile }), '--inspect');
    assert.equal(configuredNodeOptions({ env: { NODE_OPTIONS: null }, envFile }), undefined);
  });

  it('is nothing when nobody says anything, or the file can not be read', () => {
    assert.equal(configuredNodeOptions({}), undefined);
    assert.equal(configuredNodeOptions({ envFile: join(folder, 'missing') }), undefined);
    assert.equal(configuredNodeOptions({ envFile: folder }), undefined);
    assert.equal(configuredNodeOptions({ envFile: null }), undefined);
  });
});
