import { version } from '../../package.json';
import { assertNever } from '../base/assertNever';
import { describeFailure } from './commandError';
import { type CommandLine, parseCommandLine } from './commandLine';
import { complete } from './complete/completeCommand';
import { env } from './envCommand';
import { helpText } from './helpText';
import { record } from './recordCommand';
import { report } from './reportCommand';

/** Runs what was asked for and gives the exit code. */
async function run(line: CommandLine): Promise<number> {
  switch (line.kind) {
    case 'help':
      process.stdout.write(helpText);
      return 0;
    case 'version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'record':
      return record(line);
    case 'report':
      await report(line);
      return 0;
    case 'complete':
      return complete(line);
    case 'env':
      await env(line);
      return 0;
    default:
      return assertNever(line);
  }
}

async function main(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(parseCommandLine(args));
  } catch (error) {
    const failure = describeFailure(error);
    if (!failure) throw error;
    process.stderr.write(failure.text);
    process.exitCode = failure.exitCode;
  }
}

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void main(process.argv.slice(2));
