import assert from 'node:assert/strict';
import { CommandError } from '../../../src/cli/commandError';
import { parseCommandLine } from '../../../src/cli/commandLine';
import { helpText } from '../../../src/cli/helpText';

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
