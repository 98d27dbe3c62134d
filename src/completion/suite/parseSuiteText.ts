import { createScanner, type Node, type ParseError, type ParseErrorCode, parseTree } from 'jsonc-parser';
import { SuiteText, type TextRange } from './suiteText';

/** Far beyond any suite, and far from where a parser that calls itself runs out of stack. */
const MAX_DEPTH = 100;

/**
 * Reads JSON with comments and trailing commas. That it is none is a problem of the text that comes back, which has no
 * byte order mark: editors do not count it.
 * @param thing what the file is, as a sentence about it begins
 */
export function parseSuiteText(written: string, thing = 'A suite'): SuiteText {
  const text = written.replace(/^\uFEFF/, '');
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    return withSyntaxError(new SuiteText(text, undefined), { offset: tooDeep, length: 1 }, TOO_DEEP);
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const suiteText = new SuiteText(text, root);
  // The others mostly follow from the first.
  const [error] = errors;
  if (error) return withSyntaxError(suiteText, error, explanations[error.error]);
  if (!root) {
    const message = `The file is empty. ${thing} is an object in { }.`;
    return withSyntaxError(suiteText, { offset: 0, length: 0 }, message);
  }
  reportRepeatedNames(root, suiteText);
  return suiteText;
}

/** Offset of the bracket that is one too many; brackets in texts and comments do not count. */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const first = text[scanner.getTokenOffset()] ?? '';
    if ('{['.includes(first)) depth += 1;
    if ('}]'.includes(first)) depth -= 1;
    if (depth > MAX_DEPTH) return scanner.getTokenOffset();
  }
  return undefined;
}

/** JSON takes the last of two values with the same name, which is hardly what was meant. */
function reportRepeatedNames(node: Node, suiteText: SuiteText): void {
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    const name = child.type === 'property' ? child.children?.[0] : undefined;
    if (name && seen.has(name.value)) withSyntaxError(suiteText, name, REPEATED);
    if (name) seen.add(name.value);
    reportRepeatedNames(child, suiteText);
  }
}

function withSyntaxError(suiteText: SuiteText, range: TextRange, message: string): SuiteText {
  suiteText.add(range, { kind: 'syntax', severity: 'error', message });
  return suiteText;
}

const REPEATED = 'This name stands here for the second time. Leave one of the two out.';
const TOO_DEEP = `Brackets are nested more than ${MAX_DEPTH} deep.`;

const explanations: Readonly<Record<ParseErrorCode, string>> = {
  1: 'This is no JSON. Texts stand in double quotes.',
  2: 'This is no number of JSON.',
  3: 'The name of a setting, in double quotes, is missing here.',
  4: 'A value is missing here.',
  5: 'A colon is missing here.',
  6: 'A comma is missing here.',
  7: 'A closing } is missing here.',
  8: 'A closing ] is missing here.',
  9: 'The file should be at its end here. Leave out what follows.',
  10: 'Comments are not read here.',
  11: 'This comment does not end: */ is missing.',
  12: 'This text does not end: a double quote is missing.',
  13: 'This number does not end.',
  14: 'After \\u come four hexadecimal digits.',
  15: 'JSON has no such escape. A backslash is written \\\\.',
  16: 'This character must be written with an escape, such as \\n or \\t.',
};
