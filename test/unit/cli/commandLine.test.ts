import assert from 'node:assert/strict';
import { CommandError } from '../../../src/cli/commandError';
import { parseCommandLine } from '../../../src/cli/commandLine';
import { helpText } from '../../../src/cli/helpText';

describe('parseCommandLine', () => {
  it('reads every command', () => {
    assert.deepEqual(
      parseCommandLine(['record', '--out', 'a.lltrace', '-q', '--', 'node', 'x.js', '--out', '-h']),
      {
        kind: 'record',
        command: ['node', 'x.js', '--out', '-h'],
        out: 'a.lltrace',
        quiet: true,
      },
    );
    assert.deepEqual(parseCommandLine(['record', '--', 'true']), {
      kind: 'record',
      command: ['true'],
      out: undefined,
      quiet: false,
    });
    assert.deepEqual(
      { ...parseCommandLine(['report', '--json', 'run.lltrace']) },
      {
        kind: 'report',
        path: 'run.lltrace',
        json: true,
      },
    );
    assert.deepEqual(parseCommandLine(['env', '--json']), { kind: 'env', json: true });
    assert.deepEqual(parseCommandLine(['--version']), { kind: 'version' });
    for (const args of [[], ['--help'], ['-h'], ['report', '--help'], ['record', '-h', '--', 'x']]) {
      assert.deepEqual(parseCommandLine(args), { kind: 'help' }, args.join(' '));
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
    for (const word of ['record', 'report', 'env', '--out', '--quiet', '--json', '--version', '--help']) {
      assert.ok(helpText.includes(word), word);
    }
  });
});
