import type { JSONPath } from 'jsonc-parser';
import { isSecretVariable } from './findKeys';
import { nearestName } from './nearestName';
import type { SuiteText } from './suiteText';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What stands for `${name}`, or why nothing does. */
type Found = { readonly text: string } | { readonly because: string };
type LookUp = (name: string) => Found;

/** Puts variables into every text of a setting. What they do not know is reported, at the place that names it. */
export type PutVariablesInto = <T>(setting: T, path: JSONPath) => T;

/** `$${` is a `${` that stands for itself. */
const REFERENCE = /\$?\$\{([^{}]*)\}/g;

/** The variables of a suite, which may hold those of the environment, as `${env:NAME}`, but not each other. */
export function readVariables(
  written: Readonly<Record<string, string>>,
  environment: Environment,
  suiteText: SuiteText,
): PutVariablesInto {
  const fromEnvironment = (name: string) => readEnvironment(name, environment);
  const values = new Map(
    Object.entries(written).map(([name, text]) => {
      const lookUp = (other: string) => fromEnvironment(other) ?? { because: explainNested(other) };
      return [name, putInto(text, ['variables', name], lookUp, suiteText)];
    }),
  );
  const lookUp = (name: string) => {
    const text = values.get(name);
    return (
      fromEnvironment(name) ?? (text === undefined ? { because: explainUnknown(name, values) } : { text })
    );
  };
  return (setting, path) => putInto(setting, path, lookUp, suiteText);
}

function putInto<T>(setting: T, path: JSONPath, lookUp: LookUp, suiteText: SuiteText): T {
  const walk = (value: unknown, at: JSONPath): unknown => {
    if (typeof value === 'string') return replaceIn(value, at, lookUp, suiteText);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...at, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, [...at, name])]));
  };
  return walk(setting, path) as T;
}

function replaceIn(text: string, path: JSONPath, lookUp: LookUp, suiteText: SuiteText): string {
  return text.replace(REFERENCE, (reference, name: string) => {
    if (reference.startsWith('$$')) return reference.slice(1);
    const found = lookUp(name);
    if ('text' in found) return found.text;
    suiteText.errorAtPart(path, reference, found.because);
    return '';
  });
}

/** Undefined where the name is none of the environment's. */
function readEnvironment(name: string, environment: Environment): Found | undefined {
  if (!name.startsWith('env:')) return undefined;
  const variable = name.slice('env:'.length);
  if (isSecretVariable(variable)) {
    return {
      because: `A secret is not put into a text. Write { "env": "${variable}" } as the "key" of an endpoint or as the value of a header.`,
    };
  }
  const text = environment[variable];
  // Every object has a `constructor`, which is no variable.
  if (typeof text === 'string') return { text };
  return {
    because: `The environment variable ${variable} is not set. Set it before the editor or the command is started.`,
  };
}

function explainUnknown(name: string, values: ReadonlyMap<string, string>): string {
  const meant = nearestName(name, [...values.keys()]);
  const advice = meant ? `Did you mean \${${meant}}?` : 'Add it to "variables".';
  return `There is no variable of this name. ${advice} Write $\${ where \${ is part of the text.`;
}

function explainNested(name: string): string {
  return name === ''
    ? 'The name of a variable is missing.'
    : 'Variables cannot hold each other, only ${env:NAME} of the environment.';
}
