import { dirname, resolve } from 'node:path';
import type { JSONPath } from 'jsonc-parser';
import { languageOf } from './languages';
import type { CaseContext } from './readCases';
import type { Cursor, CursorSource } from './suite';
import type { CaseSetting, CursorSetting } from './suiteFile';
import type { SuiteText } from './suiteText';

/** Where a case completes: in a file with a cursor, or between a prefix and a suffix of its own. */
export function readCursorSource(setting: CaseSetting, path: JSONPath, context: CaseContext): CursorSource {
  const { prefix = '', suffix = '', language } = setting;
  if (setting.file !== undefined) return readFileSource(setting.file, setting, path, context);
  if (setting.cursor) {
    context.suiteText.error([...path, 'cursor'], 'A cursor is a place in a file. Add the "file".');
  } else if (setting.prefix === undefined && setting.suffix === undefined) {
    const message = 'The case has no code. Add a "file" with a "cursor", or a "prefix" and a "suffix".';
    context.suiteText.error(path, message);
  }
  return { kind: 'inline', prefix, suffix, ...(language && { language }) };
}

function readFileSource(
  file: string,
  setting: CaseSetting,
  path: JSONPath,
  context: CaseContext,
): CursorSource {
  const { suiteText } = context;
  for (const name of ['prefix', 'suffix'] as const) {
    if (setting[name] === undefined) continue;
    suiteText.error(
      [...path, name],
      `The code is that of the file. Leave "${name}" out, or "file" and "cursor".`,
    );
  }
  if (!setting.cursor) {
    const message =
      'The place in the file is missing. Add "cursor": { "after": "…" } with a text that the file has once.';
    suiteText.error([...path, 'file'], message);
  }
  const absolute = resolve(dirname(context.suiteFile), context.putVariablesInto(file, [...path, 'file']));
  const language = setting.language ?? languageOf(absolute);
  const cursor = readCursor(setting.cursor, [...path, 'cursor'], suiteText);
  return { kind: 'file', file: absolute, cursor, ...(language && { language }) };
}

function readCursor(
  setting: CursorSetting = { line: 1, column: 1 },
  path: JSONPath,
  suiteText: SuiteText,
): Cursor {
  const { after, marker, line, column } = setting;
  const ways = [after, marker, line ?? column].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    suiteText.error(path, 'A cursor has one of "after", "marker", and "line" with "column".');
  } else if ((line === undefined) !== (column === undefined)) {
    suiteText.error(
      path,
      `"${line === undefined ? 'line' : 'column'}" is missing: a place has both, counted from 1.`,
    );
  }
  if (after !== undefined) return { after };
  if (marker !== undefined) return { marker };
  return { line: line ?? 1, column: column ?? 1 };
}
