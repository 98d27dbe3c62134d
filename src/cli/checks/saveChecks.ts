import { appendFile, writeFile } from 'node:fs/promises';
import { HumanError } from '../../base/humanError';
import type { CheckOptions } from '../parseOptions';
import type { Check } from './check';
import { writeCheckMarkdown } from './writeCheckMarkdown';
import { writeJunit } from './writeJunit';

/**
 * Writes the files that CI systems read. The summary is added to its file, as jobs share one
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary).
 * @throws HumanError when one can't be written
 */
export async function saveChecks(
  checks: readonly Check[],
  { junit, summary }: CheckOptions,
  markdown: readonly string[] = writeCheckMarkdown(checks),
): Promise<void> {
  if (junit !== undefined) await save('--junit', () => writeFile(junit, writeJunit(checks, process.cwd())));
  if (summary !== undefined) await save('--summary', () => appendFile(summary, `${markdown.join('\n')}\n`));
}

/** @throws HumanError when `write` fails */
export async function save(option: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    const { message } = cause as Error;
    throw new HumanError(
      `What ${option} asks for can't be written: ${message}.`,
      `Choose another place with ${option}.`,
      {
        cause,
      },
    );
  }
}
