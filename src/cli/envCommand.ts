import { buildProbeEnvironment } from '../launch/buildProbeEnvironment';
import type { CommandLine } from './commandLine';
import { prepareRun } from './storage';

/**
 * Makes a run folder and prints the environment that lets a program be seen: on stdout only what a shell is to run,
 * on stderr what a person should know.
 * @throws HumanError when the folder can't be made
 */
export async function env(line: Extract<CommandLine, { kind: 'env' }>): Promise<void> {
  const { probePath, folder } = await prepareRun();
  const environment = buildProbeEnvironment({
    probePath,
    spoolFolder: folder,
    endpoints: line.endpoints,
    existing: process.env,
  });
  if (line.json) {
    process.stdout.write(`${JSON.stringify({ environment, folder }, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(formatExports(environment));
  process.stderr.write(
    `When the program has ended: latency-lens report ${folder}\n` +
      'Until then the folder holds what was sent and received. Delete it when you have seen the report.\n',
  );
}

/** Commands for a POSIX shell. */
export function formatExports(environment: Readonly<Record<string, string>>): string {
  const quote = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quote(value)}\n`)
    .join('');
}
