import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { createRunFolder } from '../../../src/launch/createRunFolder';
import { installProbe } from '../../../src/launch/installProbe';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('installProbe', () => {
  let folder: string;
  let bundled: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lens-'));
    bundled = join(folder, 'bundled.cjs');
    await writeFile(bundled, 'one');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('puts a private copy there and leaves nothing else behind', async () => {
    const path = await installProbe(bundled, join(folder, 'storage'));
    assert.equal(await readFile(path, 'utf8'), 'one');
    assert.deepEqual(await readdir(dirname(path)), ['node.cjs']);
    assert.equal(await modeOf(path), '600');
    assert.equal(await modeOf(dirname(path)), '700');
  });

  it('gives the same path again without writing again', async () => {
    const first = await installProbe(bundled, folder);
    const { ino } = await stat(first);
    assert.equal(await installProbe(bundled, folder), first);
    assert.equal((await stat(first)).ino, ino);
  });

  it('keeps the probe of an earlier version, whose path is still in environments', async () => {
    const earlier = await installProbe(bundled, folder);
    await writeFile(bundled, 'two');
    const later = await installProbe(bundled, folder);
    assert.notEqual(later, earlier);
    assert.equal(await readFile(earlier, 'utf8'), 'one');
    assert.equal(await readFile(later, 'utf8'), 'two');
  });

  it('repairs a copy that was damaged', async () => {
    const path = await installProbe(bundled, folder);
    await writeFile(path, 'on');
    await installProbe(bundled, folder);
    assert.equal(await readFile(path, 'utf8'), 'one');
  });

  it('copes with several installing at once', async () => {
    const paths = await Promise.all(Array.from({ length: 8 }, () => installProbe(bundled, folder)));
    assert.equal(new Set(paths).size, 1);
    assert.deepEqual(await readdir(dirname(paths[0] as string)), ['node.cjs']);
  });

  it('says what is wrong when the probe is missing or the place is no folder', async () => {
    await assert.rejects(installProbe(join(folder, 'gone.cjs'), folder), HumanError);
    await assert.rejects(installProbe(bundled, bundled), (error: HumanError) =>
      error.message.includes(bundled),
    );
  });
});

describe('createRunFolder', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lens-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('makes private folders whose names differ and begin with the time', async () => {
    const paths = await Promise.all([
      createRunFolder(join(root, 'runs')),
      createRunFolder(join(root, 'runs')),
    ]);
    assert.equal(new Set(paths).size, 2);
    for (const path of paths) {
      assert.equal(await modeOf(path), '700');
      assert.match(basename(path), new RegExp(`^${new Date().getUTCFullYear()}\\d{10}-[0-9a-f]{8}$`));
    }
  });

  it('says what is wrong when there is a file in the way', async () => {
    await writeFile(join(root, 'runs'), '');
    await assert.rejects(createRunFolder(join(root, 'runs')), HumanError);
  });
});
