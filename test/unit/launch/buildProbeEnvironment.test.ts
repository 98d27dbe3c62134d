import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';

describe('buildProbeEnvironment', () => {
  const build = (probePath: string, existing: Record<string, string | null | undefined> = {}) =>
    buildProbeEnvironment({ probePath, spoolFolder: '/runs/1', existing });

  it('names the probe and the spool folder, and nothing else', () => {
    assert.deepEqual(build('/opt/probe.cjs'), {
      NODE_OPTIONS: '--require /opt/probe.cjs',
      LATENCY_LENS_SPOOL: '/runs/1',
    });
  });

  it('says how far attribution goes when it is not the whole way', () => {
    const options = { probePath: '/opt/probe.cjs', spoolFolder: '/runs/1', existing: {} };
    const names = (attribution: 'full' | 'light') =>
      buildProbeEnvironment({ ...options, attribution }).LATENCY_LENS_ATTRIBUTION;
    assert.deepEqual([names('full'), names('light')], [undefined, 'light']);
  });

  it('keeps what the user has in NODE_OPTIONS, letter by letter', () => {
    const own = '--max-old-space-size=512  --require "./a b.js"';
    assert.equal(
      build('/opt/probe.cjs', { NODE_OPTIONS: own }).NODE_OPTIONS,
      `--require /opt/probe.cjs ${own}`,
    );
  });

  it('takes a variable that is there without a value as absent', () => {
    assert.equal(build('/opt/probe.cjs', { NODE_OPTIONS: null }).NODE_OPTIONS, '--require /opt/probe.cjs');
  });

  for (const path of ['/opt/probe.cjs', '/opt/my probe.cjs', '/opt/a"b.cjs', 'C:\\Users\\x\\probe.cjs']) {
    it(`does not add ${path} twice`, () => {
      const once = build(path, { NODE_OPTIONS: '--no-warnings' });
      assert.deepEqual(build(path, once), once);
    });
  }

  it('adds the probe although another file of a similar name is there', () => {
    const { NODE_OPTIONS } = build('/opt/probe.cjs', { NODE_OPTIONS: '--require /opt/probe.cjs.bak' });
    assert.equal(NODE_OPTIONS, '--require /opt/probe.cjs --require /opt/probe.cjs.bak');
  });

  describe('read by Node itself', function () {
    // Every case starts a process.
    this.timeout(30_000);
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'lens '));
    });
    after(() => rmSync(folder, { recursive: true }));

    for (const name of [
      'plain.cjs',
      'with space.cjs',
      'with"quote.cjs',
      'with\\backslash.cjs',
      'with\\ "all.cjs',
    ]) {
      it(`loads ${name} and the user's own preload after it`, () => {
        const probePath = join(folder, name);
        const own = join(folder, 'own.cjs');
        writeFileSync(probePath, 'globalThis.order = ["probe"];');
        writeFileSync(own, 'globalThis.order.push("own");');
        const existing = { NODE_OPTIONS: `--require "${own}"` };
        const env = { ...process.env, ...build(probePath, existing) };
        const script = 'console.log(order.join(" ") + " " + process.env.LATENCY_LENS_SPOOL)';
        const output = execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
        assert.equal(output.trim(), 'probe own /runs/1');
      });
    }
  });
});
