import { basename } from 'node:path';
import type { JSONPath } from 'jsonc-parser';
import schema from '../../../media/completions.schema.json';
import { checkForm } from './checkForm';
import { reportKeys } from './findKeys';
import { parseSuiteText } from './parseSuiteText';
import { defaultBudget, readBudget } from './readBudget';
import { readCases } from './readCases';
import { readTargets } from './readTargets';
import type { ReadSuite, Suite, Sweep, Typing } from './suite';
import type { SuiteFile, SweepSetting } from './suiteFile';
import type { SuiteText } from './suiteText';
import { type Environment, readVariables } from './variables';

const { properties: form } = schema;

/**
 * Reads a suite from the text of its file. Does not throw, whatever the text: what is wrong comes back as problems, and
 * the suite comes only when none of them is an error. Files that cases name are not looked at; see `checkCursors`.
 * @param file absolute path, from which paths in the suite are taken
 * @param options.environment where `${env:NAME}` is looked up
 */
export function readSuite(
  text: string,
  file: string,
  { environment = process.env }: { readonly environment?: Environment } = {},
): ReadSuite {
  const suiteText = parseSuiteText(text);
  const isJson = !suiteText.hasErrors;
  reportKeys(suiteText);
  const value = isJson ? checkForm(suiteText) : undefined;
  const suite = value && buildSuite(value, file, environment, suiteText);
  return { ...(suite && !suiteText.hasErrors && { suite }), problems: suiteText.problems };
}

function buildSuite(value: SuiteFile, file: string, environment: Environment, suiteText: SuiteText): Suite {
  const putVariablesInto = readVariables(value.variables ?? {}, environment, suiteText);
  const budget = value.budget
    ? readBudget(value.budget, defaultBudget, ['budget'], suiteText)
    : defaultBudget;
  const repeats = value.repeats ?? form.repeats.default;
  const launch = value.launch === undefined ? undefined : putVariablesInto(value.launch, ['launch']);
  return {
    file,
    name: value.name === undefined ? nameOf(file) : putVariablesInto(value.name, ['name']),
    targets: readTargets(value, putVariablesInto, suiteText),
    cases: readCases(value, { suiteFile: file, suiteText, putVariablesInto, budget, repeats }),
    budget,
    repeats,
    concurrency: value.concurrency ?? form.concurrency.default,
    warmUp: value.warmUp ?? form.warmUp.default,
    timeout: value.timeout ?? form.timeout.default,
    ...(value.typing && { typing: readTyping(value.typing) }),
    ...(value.sweep && { sweep: readSweep(value.sweep, ['sweep'], suiteText) }),
    ...(launch !== undefined && { launch }),
  };
}

function nameOf(file: string): string {
  return basename(file).replace(/\.completions\.json$/, '');
}

function readTyping(typing: NonNullable<SuiteFile['typing']>): Typing {
  const { keystrokes, interval, debounce } = form.typing.properties;
  return {
    keystrokes: typing.keystrokes ?? keystrokes.default,
    interval: typing.interval ?? interval.default,
    debounce: typing.debounce ?? debounce.default,
  };
}

function readSweep(sweep: SweepSetting, path: JSONPath, suiteText: SuiteText): Sweep {
  const { concurrency, requests, minGoodput, maxErrors } = form.sweep.properties;
  const levels = sweep.concurrency ?? concurrency.default;
  levels.forEach((level, index) => {
    if (level > (levels[index - 1] ?? 0)) return;
    suiteText.error([...path, 'concurrency', index], 'Levels ascend: each is above the one before it.');
  });
  return {
    concurrency: levels,
    requests: sweep.requests ?? requests.default,
    minGoodput: (sweep.minGoodput ?? minGoodput.default) / 100,
    maxErrors: (sweep.maxErrors ?? maxErrors.default) / 100,
  };
}
