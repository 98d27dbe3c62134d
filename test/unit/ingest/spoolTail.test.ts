import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { SpoolTail } from '../../../src/ingest/spoolTail';
import type { ProbeRecord } from '../../../src/protocol/probeRecords';
import { DrawnSpool, data, hello, request } from './drawSpool';

const other = (origin: string): ProbeRecord => ({ k: 'other', t: 1, origin });

describe('SpoolTail', () => {
  let spool: DrawnSpool;
  let tail: SpoolTail;
  beforeEach(() => {
    spool = new DrawnSpool();
    tail = new SpoolTail(spool.folder);
  });
  afterEach(() => spool.delete());

  const readNew = () => collect(tail.readNew());
  const readRest = () => collect(tail.readRest());
  const codes = () => tail.problems().map(({ code }) => code);

  it('gives what is there, then what is appended, then what new files hold', async () => {
    spool.write('a', hello(1), other('http://one'));
    assert.deepEqual(await readNew(), { a: [hello(1), other('http://one')] });
    assert.deepEqual(await readNew(), {});
    spool.write('a', other('http://two'));
    spool.write('b', hello(2));
    assert.deepEqual(await readNew(), { a: [other('http://two')], b: [hello(2)] });
    assert.deepEqual(codes(), []);
  });

  it('reads nothing but spool files', async () => {
    spool.writeOther('owner.json', JSON.stringify(hello(1)));
    spool.writeOther('run.lltrace', JSON.stringify(hello(1)));
    assert.deepEqual(await readRest(), {});
  });

  it('waits for the rest of a torn line, wherever it is torn', async () => {
    const line = Buffer.from(`${JSON.stringify(other('http://é.example'))}\n`);
    for (const byte of line) {
      spool.writeRaw('a', Buffer.of(byte));
      const records = await readNew();
      assert.deepEqual(records, byte === 0x0a ? { a: [other('http://é.example')] } : {});
    }
  });

  it('takes a last line that lacks nothing but its line feed', async () => {
    spool.writeRaw('a', `${JSON.stringify(hello(1))}\n${JSON.stringify(other('http://one'))}`);
    assert.deepEqual(await readNew(), { a: [hello(1)] });
    assert.deepEqual(await readRest(), { a: [other('http://one')] });
    assert.deepEqual(codes(), []);
  });

  it('reports a last line that stays torn', async () => {
    spool.write('a', hello(1));
    spool.writeRaw('a', '{"k":"data","id":"1","t":5,"b6');
    assert.deepEqual(await readRest(), { a: [hello(1)] });
    assert.deepEqual(codes(), ['tornLine']);
    assert.deepEqual(tail.sortFiles(), { taken: [spool.pathOf('a')], left: [] });
  });

  it('passes over garbage and says once per file how much and from which line on', async () => {
    spool.write('a', hello(1));
    spool.writeRaw('a', 'garbage\n{"k":"req","id":1}\n\n[]\nnull\n{"k":"hello"}\n\u0000\u0001\n');
    spool.write('a', other('http://one'));
    spool.writeRaw('b', 'x\n');
    assert.deepEqual(await readRest(), { a: [hello(1), other('http://one')] });
    assert.deepEqual(codes(), ['garbageLines', 'garbageLines']);
    assert.match(tail.problems()[0]?.message ?? '', /a\.spool\.jsonl, 7 lines, the first of them line 2,/);
    assert.match(tail.problems()[1]?.message ?? '', /b\.spool\.jsonl, line 1 /);
  });

  it('passes over kinds and fields that a later probe may have added, without a word', async () => {
    spool.write('a', { ...hello(1), color: 'blue' }, { k: 'dream', t: 2 }, other('http://one'));
    assert.deepEqual(await readRest(), { a: [{ ...hello(1), color: 'blue' }, other('http://one')] });
    assert.deepEqual(codes(), []);
  });

  it('leaves a file of a newer format alone and keeps it', async () => {
    spool.write('a', { ...hello(1), v: 2, pid: 'not a number any more' }, other('http://one'));
    spool.write('b', hello(1));
    assert.deepEqual(await readRest(), { b: [hello(1)] });
    spool.write('a', other('http://two'));
    assert.deepEqual(await readRest(), {});
    assert.deepEqual(codes(), ['newerSpool']);
    assert.match(tail.problems()[0]?.message ?? '', /newer Latency Lens/);
    assert.deepEqual(tail.sortFiles(), { taken: [spool.pathOf('b')], left: [spool.pathOf('a')] });
  });

  it('reports a folder that is not there, and that it has vanished', async () => {
    assert.deepEqual(await collect(new SpoolTail('/nowhere/at/all').readRest()), {});
    spool.write('a', hello(1));
    assert.deepEqual(await readNew(), { a: [hello(1)] });
    rmSync(spool.folder, { recursive: true });
    assert.deepEqual(await readNew(), {});
    assert.deepEqual(codes(), ['unreadableFolder', 'unreadableSpool']);
    assert.match(tail.problems()[0]?.message ?? '', /ENOENT/);
  });

  it('reports a file that can’t be read, and forgets about it once it can', async () => {
    mkdirSync(spool.pathOf('a'));
    spool.write('b', hello(1));
    assert.deepEqual(await readNew(), { b: [hello(1)] });
    assert.deepEqual(codes(), ['unreadableSpool']);
    assert.deepEqual(tail.sortFiles().left, [spool.pathOf('a')]);
    rmSync(spool.pathOf('a'), { recursive: true });
    spool.write('a', hello(2));
    assert.deepEqual(await readNew(), { a: [hello(2)] });
    assert.deepEqual(codes(), []);
  });

  it('reads a line of many megabytes that comes in pieces', async () => {
    const text = 'x'.repeat(9 << 20);
    const line = JSON.stringify(data('1', 5, text));
    spool.write('a', hello(1));
    for (let at = 0; at < line.length; at += 1 << 20) {
      spool.writeRaw('a', line.slice(at, at + (1 << 20)));
      await readNew();
    }
    spool.writeRaw('a', '\n');
    assert.deepEqual(await readRest(), { a: [data('1', 5, text)] });
  });

  it('leaves the file of a process that said goodbye in peace until the end', async () => {
    spool.write('a', hello(1), { k: 'bye', t: 2 });
    await readNew();
    spool.write('a', other('http://one'));
    assert.deepEqual(await readNew(), {});
    assert.deepEqual(await readRest(), { a: [other('http://one')] });
  });

  it('gives a long file in pieces, in order', async () => {
    const records = Array.from({ length: 20_000 }, (_, index) => other(`http://${index}`));
    spool.write('a', ...records);
    let pieces = 0;
    const seen: ProbeRecord[] = [];
    for await (const piece of tail.readRest()) {
      pieces += 1;
      seen.push(...piece.records);
    }
    assert.ok(pieces > 10, `${pieces} pieces`);
    assert.deepEqual(seen, records);
  });

  it('loses nothing of what is written while it reads', async () => {
    const all: ProbeRecord[] = [];
    const seen: ProbeRecord[] = [];
    for (let turn = 0; turn < 50; turn += 1) {
      const added = Array.from({ length: 20 }, (_, index) => request(`${turn}-${index}`, turn));
      all.push(...added);
      const reading = readNew();
      spool.write('a', ...added);
      seen.push(...((await reading).a ?? []));
    }
    seen.push(...((await readRest()).a ?? []));
    assert.deepEqual(seen, all);
  });
});

async function collect(
  pieces: AsyncIterable<{ file: string; records: readonly ProbeRecord[] }>,
): Promise<Record<string, ProbeRecord[]>> {
  const found: Record<string, ProbeRecord[]> = {};
  for await (const { file, records } of pieces) {
    const name = file.replace('.spool.jsonl', '');
    found[name] = [...(found[name] ?? []), ...records];
  }
  return found;
}
