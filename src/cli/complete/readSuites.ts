import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readSuite } from '../../completion/suite/readSuite';
import type { Suite, SuiteProblem } from '../../completion/suite/suite';
import { CommandError } from '../commandError';

/**
 * Reads the files of suites. Warnings go to `warn`.
 * @throws CommandError with all that is wrong in them
 */
export async function readSuites(
  paths: readonly string[],
  warn: (text: string) => void,
): Promise<readonly Suite[]> {
  const read = await Promise.all(
    paths.map(async (path) => ({ path, ...readSuite(await readText(path), resolve(path)) })),
  );
  const bad = read.filter(({ suite }) => !suite);
  if (bad.length > 0) {
    const lines = bad.flatMap(({ path, problems }) => problems.map((problem) => describe(path, problem)));
    throw new CommandError(`The suite can't be run.\n${lines.join('\n')}`, 'Correct what is named above.', 2);
  }
  for (const { path, problems } of read) for (const problem of problems) warn(`${describe(path, problem)}\n`);
  return read.flatMap(({ suite }) => suite ?? []);
}

/** As compilers say it, so that editors and terminals lead to the place. */
function describe(path: string, { line, column, severity, message }: SuiteProblem): string {
  return `${path}:${line}:${column}: ${severity}: ${message}`;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new CommandError(`The suite can't be read: ${(cause as Error).message}.`, 'Check the path.', 2, {
      cause,
    });
  }
}
