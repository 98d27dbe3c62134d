import type { JSONPath } from 'jsonc-parser';
import { parseSuiteText } from './parseSuiteText';
import { resolveCursor } from './resolveCursor';
import type { Suite, SuiteProblem } from './suite';
import type { SuiteText } from './suiteText';

/** Text of a file. Rejects with Node's errors of file systems. */
export type ReadText = (file: string) => Promise<string>;

/**
 * Looks at the files that the cases of a suite name: whether they are there, and each cursor in its file.
 * @param text of the suite's file, from which the suite was read
 */
export async function checkCursors(
  text: string,
  suite: Suite,
  readText: ReadText,
): Promise<readonly SuiteProblem[]> {
  const suiteText = parseSuiteText(text);
  const readOnce = onceEach(readText);
  await Promise.all(
    suite.cases.map(async ({ at }, index) => {
      if (at.kind !== 'file') return;
      const path = ['cases', index];
      const code = await readOnce(at.file).catch((error: unknown) => {
        suiteText.error([...path, 'file'], explainUnreadable(error));
        return undefined;
      });
      if (code === undefined) return;
      const found = resolveCursor(code, at.cursor);
      if ('problem' in found) reportCursor(found.problem, [...path, 'cursor'], suiteText);
    }),
  );
  return suiteText.problems;
}

/** At the text that the cursor looks for, rather than at the whole of it. */
function reportCursor(problem: string, path: JSONPath, suiteText: SuiteText): void {
  const detail = ['after', 'marker', 'line'].find((name) => suiteText.nodeAt([...path, name]));
  suiteText.error(detail === undefined ? path : [...path, detail], problem);
}

function onceEach(readText: ReadText): ReadText {
  const texts = new Map<string, Promise<string>>();
  return (file) => {
    const text = texts.get(file) ?? readText(file);
    texts.set(file, text);
    return text;
  };
}

function explainUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return 'There is no such file. Paths are taken from the folder of the suite.';
  }
  if (code === 'EISDIR') return 'This is a folder. Name a file in it.';
  return `The file cannot be read${code === undefined ? '' : ` (${code})`}. See whether you may read it.`;
}
