import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkCursors } from '../../completion/suite/checkCursors';
import { readSuite } from '../../completion/suite/readSuite';
import type { ReadSuite, Suite, SuiteProblem } from '../../completion/suite/suite';
import { CommandError } from '../commandError';

/**
 * Reads the files of suites. Warnings go to `warn`.
 * @throws CommandError with all that is wrong in them
 */
export async function readSuites(
  paths: readonly string[],
  warn: (text: string) => void,
): Promise<readonly Suite[]> {
  const read = await Promise.all(paths.map(readOne));
  const bad = read.filter(({ suite }) => !suite);
  if (bad.length > 0) {
    const lines = bad.flatMap(({ path, problems }) => problems.map((problem) => describe(path, problem)));
    throw new CommandError(`The suite can't be run.\n${lines.join('\n')}`, 'Correct what is named above.', 2);
  }
  for (const { path, problems } of read) for (const problem of problems) warn(`${describe(path, problem)}\n`);
  return read.flatMap(({ suite }) => suite ?? []);
}

/** Cases are looked at in their files, too: a cursor that is nowhere must not cost a run. */
async function readOne(path: string): Promise<ReadSuite & { readonly path: string }> {
  const [file, text] = [resolve(path), await readText(path)];
  const { suite, problems } = readSuite(text, file);
  if (!suite) return { path, problems };
  const ofCursors = await checkCursors(text, suite, (name) => readFile(name, 'utf8'));
  const isSound = ofCursors.every(({ severity }) => severity === 'warning');
  return { path, problems: [...problems, ...ofCursors], ...(isSound && { suite }) };
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
