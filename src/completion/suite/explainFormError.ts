import type { ErrorObject } from 'ajv';
import type { JSONPath } from 'jsonc-parser';
import { nearestName } from './nearestName';

/**
 * Says in plain words what a validator found wrong and what to do about it. Values are never repeated: one might be a
 * key. Undefined for findings that only sum up others.
 */
export function explainFormError(error: ErrorObject, path: JSONPath): string | undefined {
  const explain = explanations[error.keyword];
  return explain ? explain(error, path) : `${nameOf(path)} ${error.message}.`;
}

const explanations: Readonly<Record<string, (error: ErrorObject, path: JSONPath) => string | undefined>> = {
  if: () => undefined,
  propertyNames: () => undefined,
  additionalProperties: ({ params, parentSchema }, path) =>
    explainUnknown(`${params.additionalProperty}`, Object.keys(parentSchema?.properties ?? {}), path),
  required: ({ params }, path) => `${thingAt(path)} needs a "${params.missingProperty}". Add it.`,
  type: ({ params, parentSchema }, path) =>
    `${nameOf(path)} must be ${typeNames([params.type].flat())}${suchAs(parentSchema)}.`,
  enum: ({ params, data }, path) => explainChoice(params.allowedValues, data, path),
  const: ({ params }, path) =>
    `${nameOf(path)} can only be ${JSON.stringify(params.allowedValue)}. Leave it out otherwise.`,
  pattern: ({ parentSchema }) => parentSchema?.patternErrorMessage,
  minLength: (_, path) => `${nameOf(path)} must not be empty.`,
  maxLength: ({ params }, path) => `${nameOf(path)} must not have more than ${params.limit} characters.`,
  minItems: (_, path) => `${nameOf(path)} must not be empty. Add one.`,
  maxItems: ({ params }, path) => `${nameOf(path)} must not have more than ${params.limit} items.`,
  minProperties: ({ parentSchema }, path) => `${nameOf(path)} must have ${choiceOf(parentSchema)}.`,
  maxProperties: ({ parentSchema }, path) =>
    `${nameOf(path)} must have only one of ${choiceOf(parentSchema)}.`,
  minimum: ({ params }, path) => `${nameOf(path)} must be at least ${params.limit}.`,
  maximum: ({ params }, path) => `${nameOf(path)} must be at most ${params.limit}.`,
  exclusiveMinimum: ({ params }, path) => `${nameOf(path)} must be above ${params.limit}.`,
  exclusiveMaximum: ({ params }, path) => `${nameOf(path)} must be below ${params.limit}.`,
};

function explainUnknown(name: string, known: readonly string[], path: JSONPath): string {
  const meant = nearestName(name, known);
  const advice = meant ? `Did you mean "${meant}"?` : `It can have ${quoted(known, 'and')}.`;
  return `${thingAt(path)} has no setting of this name. ${advice}`;
}

function explainChoice(allowed: readonly string[], written: unknown, path: JSONPath): string {
  const meant = typeof written === 'string' ? nearestName(written, allowed) : undefined;
  return `${nameOf(path)} must be ${quoted(allowed, 'or')}.${meant ? ` Did you mean "${meant}"?` : ''}`;
}

const things: Readonly<Record<string, string>> = { cases: 'A case', models: 'A model', model: 'A model' };

/** What an object of the file is: `A suite`, `A case`, `"budget"`. */
function thingAt(path: JSONPath): string {
  if (path.length === 0) return 'A suite';
  const last = path.at(-1);
  const named = typeof last === 'number' ? path.at(-2) : last;
  return things[`${named}`] ?? nameOf(path);
}

/** A setting by its name: `"repeats"`, `An item of "models"`. */
function nameOf(path: JSONPath): string {
  const last = path.at(-1);
  if (last === undefined) return 'A suite';
  return typeof last === 'number' ? `An item of "${path.at(-2)}"` : `"${last}"`;
}

const typeTexts: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object in { }',
  array: 'a list in [ ]',
};

function typeNames(types: readonly string[]): string {
  return types.map((type) => typeTexts[type] ?? type).join(' or ');
}

function suchAs(schema: ErrorObject['parentSchema']): string {
  const example = schema?.examples?.[0] ?? schema?.default;
  return example === undefined ? '' : `, such as ${JSON.stringify(example)}`;
}

function choiceOf(schema: ErrorObject['parentSchema']): string {
  return quoted(Object.keys(schema?.properties ?? {}), 'or');
}

function quoted(names: readonly string[], and: 'and' | 'or'): string {
  const texts = names.map((name) => `"${name}"`);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${and} ${texts.at(-1)}`;
}
