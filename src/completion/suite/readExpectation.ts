import type { JSONPath } from 'jsonc-parser';
import type { Expectation } from './suite';
import type { ExpectSetting } from './suiteFile';
import type { SuiteText } from './suiteText';
import { parsedLanguages } from './syntaxFaults';

/** What a completion has to be. Faults are reported, and something that can be judged comes back all the same. */
export function readExpectation(
  setting: ExpectSetting,
  language: string | undefined,
  path: JSONPath,
  suiteText: SuiteText,
): Expectation {
  const { text, matches, flags, parses } = setting;
  if ([text, matches, parses].filter((way) => way !== undefined).length !== 1) {
    suiteText.error(path, 'An expectation has one of "text", "matches" and "parses".');
  }
  if (flags !== undefined && matches === undefined) {
    suiteText.error([...path, 'flags'], 'Flags are those of "matches", which is missing.');
  }
  if (matches !== undefined) return readPattern(matches, flags ?? '', path, suiteText);
  if (text !== undefined) return { kind: 'text', text };
  return readParses(language, [...path, 'parses'], suiteText);
}

function readPattern(pattern: string, flags: string, path: JSONPath, suiteText: SuiteText): Expectation {
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(': ').at(-1) : undefined;
    const message = `This is no regular expression of JavaScript: ${reason}. A backslash is written \\\\ in JSON.`;
    suiteText.error([...path, 'matches'], message);
  }
  return { kind: 'matches', pattern, flags };
}

function readParses(language: string | undefined, path: JSONPath, suiteText: SuiteText): Expectation {
  if (language === undefined) {
    suiteText.error(
      path,
      `It is not known in which language the code is. Add "language" to the case: ${known()}.`,
    );
  } else if (!parsedLanguages.includes(language)) {
    suiteText.error(
      path,
      `Syntax can be checked for ${known()}, but not for ${language}. Use "matches" or "text".`,
    );
  }
  return { kind: 'parses', language: language ?? '' };
}

function known(): string {
  return parsedLanguages.join(', ');
}
