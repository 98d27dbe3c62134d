import assert from 'node:assert/strict';
import { CommandError } from '../../../src/cli/commandError';
import { parseCommandLine } from '../../../src/cli/commandLine';
import { helpText } from '../../../src/cli/helpText';

const checks = { ci: false, junit: undefined, summary: undefined };
const callSite = { frame: 'innermost', helpers: [] };

describe('parseCommandLine', () => {
  it('reads every command', () => {
    assert.deepEqual(
      parseCommandLine(['record', '--out', 'a.lltrace', '-q', '--', 'node', 'x.js', '--out', '-h']),
      {
        kind: 'record',
        command: ['node', 'x.js', '--out', '-h'],
        out: 'a.lltrace',
        quiet: true,
        endpoints: {},
        callSite,
        goal: 'wall',
        budget: undefined,
        checks,
      },
    );
    assert.deepEqual(parseCommandLine(['record', '--', 'true']), {
      kind: 'record',
      command: ['true'],
      out: undefined,
      quiet: false,
      endpoints: {},
      callSite,
      goal: 'wall',
      budget: undefined,
      checks,
    });
    assert.deepEqual(
      { ...parseCommandLine(['report', '--json', 'run.lltrace']) },
      {
        kind: 'report',
        path: 'run.lltrace',
        format: 'json',
        out: undefined,
        callSite,
        goal: 'wall',
      },
    );
    assert.deepEqual(parseCommandLine(['env', '--json']), { kind: 'env', json: true, endpoints: {} });
    assert.deepEqual(parseCommandLine(['--version']), { kind: 'version' });
    for (const args of [[], ['--help'], ['-h'], ['report', '--help'], ['record', '-h', '--', 'x']]) {
      assert.deepEqual(parseCommandLine(args), { kind: 'help' }, args.join(' '));
    }
  });

  it('reads which suites are to be completed, and how', () => {
    const line = parseCommandLine([
      ...['complete', 'a.completions.json', '--case', 'fill*', '--case', 'b', '--target', 'fast'],
      ...['--repeats', '20', '--concurrency', '4', '--ci', '--junit', 'j.xml', '--summary', 's.md'],
      ...['--baseline', 'b.json', '--write-baseline', 'c.json', '-o', 'run.lltrace', '--json'],
    ]);
    assert.deepEqual(line, {
      kind: 'complete',
      suites: ['a.completions.json'],
      cases: ['fill*', 'b'],
      targets: ['fast'],
      repeats: 20,
      concurrency: 4,
      sweep: false,
      format: 'json',
      out: 'run.lltrace',
      baseline: 'b.json',
      writeBaseline: 'c.json',
      checks: { ci: true, junit: 'j.xml', summary: 's.md' },
    });
  });

  it('says what makes no sense of a suite or a budget', () => {
    const cases: [string[], RegExp][] = [
      [['complete'], /`complete` needs a suite/],
      [['complete', 's', '--repeats', 'many'], /--repeats is a whole number from 1 on, not `many`/],
      [['complete', 's', '--concurrency', '0'], /--concurrency is a whole number from 1 on/],
      [['complete', 's', '--sweep', '--concurrency', '2'], /leave --concurrency out/],
      [['complete', 's', 't', '--out', 'x'], /--out takes the trace of one suite/],
      [['complete', 's', '--json', '--markdown'], /either --json or --markdown/],
      [['record', '--ci', '--', 'x'], /add --budget/],
      [['record', '--junit', 'j.xml', '--', 'x'], /add --budget/],
    ];
    for (const [args, message] of cases) {
      assert.throws(
        () => parseCommandLine(args),
        (error) => error instanceof CommandError && error.exitCode === 2 && message.test(error.message),
        args.join(' '),
      );
    }
    const line = parseCommandLine(['record', '--budget', 'b.json', '--ci', '--', 'x']);
    assert.deepEqual(line.kind === 'record' && [line.budget, line.checks.ci], ['b.json', true]);
  });

  it('reads what a report is for and how it is printed', () => {
    const read = (...args: string[]) => {
      const line = parseCommandLine(['report', ...args, 'run.lltrace']);
      return line.kind === 'report' && [line.format, line.goal];
    };
    assert.deepEqual(read(), ['text', 'wall']);
    assert.deepEqual(read('--markdown', '--goal', 'perceived'), ['markdown', 'perceived']);
    const recorded = parseCommandLine(['record', '--goal', 'throughput', '--', 'x']);
    assert.equal(recorded.kind === 'record' && recorded.goal, 'throughput');
    assert.throws(() => read('--goal', 'speed'), /--goal is perceived, wall or throughput, not `speed`/);
    assert.throws(() => read('--json', '--markdown'), /either --json or --markdown/);
  });

  it('reads endpoints: a place and what is spoken there', () => {
    const args = ['--endpoint', '/ask?a=b=openai.chat', '--endpoint', 'llm.example'];
    const endpoints = { '/ask?a=b': 'openai.chat', 'llm.example': 'auto' };
    assert.deepEqual(parseCommandLine(['env', ...args]), { kind: 'env', json: false, endpoints });
    const recorded = parseCommandLine(['record', ...args, '--', 'x']);
    assert.deepEqual(recorded.kind === 'record' && recorded.endpoints, endpoints);
  });

  it('reads where calls are to be shown', () => {
    const args = ['--call-site', 'outermost', '--helper', 'a/**', '--helper', 'b.js'];
    const reported = parseCommandLine(['report', ...args, 'x.lltrace']);
    const recorded = parseCommandLine(['record', ...args, '--', 'x']);
    for (const line of [reported, recorded]) {
      assert.deepEqual('callSite' in line && line.callSite, {
        frame: 'outermost',
        helpers: ['a/**', 'b.js'],
      });
    }
  });

  const mistakes: readonly [string[], RegExp][] = [
    [['recrod'], /no command `recrod`/],
    [['record', 'node', 'x.js'], /needs a command after `--`/],
    [['record', '--'], /needs a command after `--`/],
    [['record', '--loud', '--', 'x'], /Unknown option '--loud'/],
    [['record', 'stray', '--', 'x'], /Unexpected argument 'stray'/],
    [['record', '--out', '--', 'x'], /--out/],
    [['report'], /needs one trace/],
    [['report', 'a', 'b'], /needs one trace/],
    [['env', 'x'], /Unexpected argument 'x'/],
    [['env', '--endpoint', '/x=openai.chatt'], /“openai.chatt”, which “\/x” is said to speak/],
    [['record', '--endpoint', '=openai.chat', '--', 'x'], /neither a host nor a path/],
    [['report', '--call-site', 'middle', 'x'], /innermost or outermost, not `middle`/],
  ];
  for (const [args, message] of mistakes) {
    it(`refuses: ${args.join(' ')}`, () => {
      assert.throws(
        () => parseCommandLine(args),
        (error) => error instanceof CommandError && error.exitCode === 2 && message.test(error.message),
      );
    });
  }

  it('is told whole by the help text', () => {
    for (const word of [
      'record',
      'report',
      'env',
      '--out',
      '--quiet',
      '--json',
      '--version',
      '--help',
      '--endpoint',
      '--call-site',
      '--helper',
    ]) {
      assert.ok(helpText.includes(word), word);
    }
  });
});
