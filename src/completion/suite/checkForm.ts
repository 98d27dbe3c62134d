import type { ErrorObject, ValidateFunction } from 'ajv';
import { getNodeValue, type JSONPath } from 'jsonc-parser';
import schema from '../../../media/completions.schema.json';
import { explainFormError } from './explainFormError';
import type { SuiteFile } from './suiteFile';
import type { SuiteText, TextRange } from './suiteText';

/** Keywords that only editors read. */
const EDITOR_KEYWORDS = [
  'allowComments',
  'allowTrailingCommas',
  'markdownDescription',
  'markdownEnumDescriptions',
  'defaultSnippets',
  'patternErrorMessage',
];

/** Holds a parsed file against a schema. Gives its value where it has that form, else reports problems. */
export type CheckForm<T> = (suiteText: SuiteText) => T | undefined;

export const checkForm: CheckForm<SuiteFile> = createFormCheck(schema, 'A suite');

/**
 * A check by a schema of draft-07, which is compiled at the first file: most sessions read none.
 * @param root what the file is, as a sentence about it begins
 */
export function createFormCheck<T>(schema: object, root: string): CheckForm<T> {
  let validate: ValidateFunction<T> | undefined;
  return (suiteText) => {
    if (!suiteText.root) return undefined;
    const value: unknown = getNodeValue(suiteText.root);
    validate ??= compile<T>(schema);
    if (validate(value)) return value;
    for (const error of validate.errors ?? []) report(error, value, root, suiteText);
    return undefined;
  };
}

function compile<T>(schema: object): ValidateFunction<T> {
  // Loaded here, when the first file is read: it is large, and loading takes time that a start does not have.
  const { Ajv } = require('ajv') as typeof import('ajv');
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addVocabulary(EDITOR_KEYWORDS);
  return ajv.compile<T>(schema);
}

function report(error: ErrorObject, value: unknown, root: string, suiteText: SuiteText): void {
  const path = pathOf(error.instancePath, value);
  const message = explainFormError(error, path, root);
  if (message === undefined) return;
  const range = placeOf(error, path, suiteText);
  // A key in the file is reported at its place already, with the same advice in better words.
  if (!suiteText.hasErrorAt(range)) suiteText.add(range, { kind: 'form', severity: 'error', message });
}

/** Segments of a JSON pointer: numbers for items of lists. */
function pathOf(pointer: string, value: unknown): JSONPath {
  const path: JSONPath = [];
  let at = value;
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at) ? Number(name) : name);
    at = (at as Record<string, unknown>)[name];
  }
  return path;
}

/** The name of a property where that is what is wrong, else the value. */
function placeOf(
  { keyword, params, propertyName }: ErrorObject,
  path: JSONPath,
  suiteText: SuiteText,
): TextRange {
  const name = keyword === 'additionalProperties' ? params.additionalProperty : propertyName;
  return (name === undefined ? undefined : suiteText.nameRangeOf([...path, name])) ?? suiteText.rangeOf(path);
}
