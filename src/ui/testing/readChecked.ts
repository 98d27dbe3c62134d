import { readFile } from 'node:fs/promises';
import { checkCursors } from '../../completion/suite/checkCursors';
import { checkRepeats } from '../../completion/suite/checkRepeats';
import { readSuite } from '../../completion/suite/readSuite';
import type { ReadSuite } from '../../completion/suite/suite';

/**
 * Reads a suite from its text, looks for its cursors in the files that it names as they are on disk, and says where a
 * budget can't be met by as few requests as are made.
 * @param file absolute path of the suite
 */
export async function readChecked(text: string, file: string): Promise<ReadSuite> {
  const { suite, problems } = readSuite(text, file);
  if (!suite) return { problems };
  const more = await checkCursors(text, suite, (path) => readFile(path, 'utf8'));
  return { suite, problems: [...problems, ...more, ...checkRepeats(text, suite)] };
}
