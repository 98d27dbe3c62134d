import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HumanError } from '../../../src/base/humanError';
import { measureSamples } from '../../../src/completion/results/measureSamples';
import type { Run } from '../../../src/model/run';
import { parseTrace } from '../../../src/store/parseTrace';
import { serialiseTrace } from '../../../src/store/serialiseTrace';
import { drawCompletionRun } from '../../support/completionDsl';
import { drawRun } from '../../support/runDsl';
import { runs } from './arbitraryRun';

describe('trace files', () => {
  it('give back exactly the run that was written', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { run: read, problems } = parseTrace(serialiseTrace(run));
        assert.deepEqual(read, run);
        assert.deepEqual(problems, []);
      }),
      { numRuns: 100 },
    );
  });

  const drawn: Run = drawRun([
    { site: '/work/a.ts:1:1 plan', line: 'sent 1, head 10, text 20 30, finish 31, done 32, close 40' },
    { site: '/work/a.ts:2:1 act', start: 100, line: 'sent 1, head 10, text 20' },
  ]);
  // Drawn runs have fields that are there without a value, which no file can tell from absent ones.
  const { run } = parseTrace(serialiseTrace(drawn));
  const lines = serialiseTrace(run).trimEnd().split('\n');

  it('hold observations and no figures', () => {
    assert.doesNotMatch(lines.join('\n'), /ttft|tpot|p50|e2e/i);
    assert.deepEqual(JSON.parse(lines[0] as string), { format: 'latency-lens-trace', v: 1 });
    assert.ok(lines.every((line) => typeof JSON.parse(line) === 'object'));
  });

  it('may have lines and fields that a later version has added', () => {
    const added = [
      lines[0],
      '{"k":"dream"}',
      ...lines.slice(1, -1),
      lines.at(-1)?.replace('{"k":', '{"new":1,"k":'),
    ];
    const { run: read, problems } = parseTrace(`${added.join('\n')}\n`);
    assert.deepEqual(
      read.calls.map(({ id }) => id),
      run.calls.map(({ id }) => id),
    );
    assert.deepEqual(problems, []);
  });

  it('of a suite may name the call of a sample, as an earlier version could', () => {
    const suite = drawCompletionRun({ samples: [{ total: 300 }] });
    const text = serialiseTrace(suite).replace('"chars":10', '"chars":10,"callId":"call-s1"');
    assert.match(text, /"callId"/);
    const { run: read, problems } = parseTrace(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      measureSamples(read).map(({ total }) => total),
      [300],
    );
  });

  it('lose no more than the lines that are garbage', () => {
    const damaged = [lines[0], lines[1], 'garbage', '{"k":"call","id":1}', '', ...lines.slice(2)];
    const { run: read, problems } = parseTrace(`${damaged.join('\n')}\n`);
    assert.deepEqual(read, run);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['garbageLines'],
    );
    assert.match(problems[0]?.message ?? '', /^3 lines, the first of them line 3,/);
  });

  it('lose no more than a torn last line', () => {
    const text = lines.join('\n');
    const { run: read, problems } = parseTrace(text.slice(0, -5));
    assert.deepEqual(read.calls, run.calls.slice(0, -1));
    assert.match(problems[0]?.message ?? '', new RegExp(`^Line ${lines.length} `));
    assert.deepEqual(parseTrace(text).problems, []);
  });

  for (const [what, edit] of [
    ['reads of unequal columns', (call: string) => call.replace('"bytes":[', '"bytes":[1,')],
    [
      'a call without attempts',
      (call: string) => call.replace(/"attempts":\[.*\],"outcome"/, '"attempts":[],"outcome"'),
    ],
    ['an unknown outcome', (call: string) => call.replace('"outcome":"inFlight"}', '"outcome":"bliss"}')],
    ['a text for a moment', (call: string) => call.replace('"start":100', '"start":"soon"')],
  ] as const) {
    it(`do not pass off ${what} as a call`, () => {
      const last = lines.at(-1) as string;
      assert.notEqual(edit(last), last);
      const { run: read, problems } = parseTrace([...lines.slice(0, -1), edit(last)].join('\n'));
      assert.equal(read.calls.length, 1);
      assert.equal(problems.length, 1);
    });
  }

  for (const [what, text, message] of [
    ['nothing', '', /not a readable Latency Lens trace/],
    ['something else', '{"log":{"version":"1.2"}}', /not a readable Latency Lens trace/],
    [
      'a newer trace',
      '{"format":"latency-lens-trace","v":2}\n{"k":"run"}',
      /newer Latency Lens \(format 2; /,
    ],
    ['a trace without its run', `${lines[0]}\n${lines[2]}`, /which run it is/],
  ] as const) {
    it(`that are ${what} are refused with a word about it`, () => {
      assert.throws(
        () => parseTrace(text),
        (error: unknown) => error instanceof HumanError && message.test(error.message) && error.action !== '',
      );
    });
  }
});
