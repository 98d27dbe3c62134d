import type { ErrorObject } from 'ajv';
import type { JSONPath } from 'jsonc-parser';
import { nearestName } from './nearestName';

/** What is wrong, and the words for where it is wrong. */
interface FormError {
  readonly params: ErrorObject['params'];
  /** Of which the keyword is part. */
  readonly schema: NonNullable<ErrorObject['parentSchema']>;
  readonly written: unknown;
  /** A setting by its name: `"repeats"`, `An item of "models"`, `A suite`. */
  readonly name: string;
  /** What an object is: `A case`, `"budget"`. */
  readonly thing: string;
}

/**
 * Says in plain words what a validator found wrong and what to do about it. Values are never repeated: one might be a
 * key. Undefined for findings that only sum up others.
 * @param root what the file is, as a sentence about it begins
 */
export function explainFormError(error: ErrorObject, path: JSONPath, root: string): string | undefined {
  const { params, parentSchema: schema = {}, data: written } = error;
  const name = nameOf(path, root);
  const explain = explanations[error.keyword];
  if (!explain) return `${name} ${error.message}.`;
  return explain({ params, schema, written, name, thing: thingAt(path) ?? name });
}

const explanations: Readonly<Record<string, (error: FormError) => string | undefined>> = {
  if: () => undefined,
  propertyNames: () => undefined,
  additionalProperties: explainUnknown,
  required: ({ thing, params }) => `${thing} needs "${params.missingProperty}", which is missing.`,
  type: ({ name, params, schema }) => `${name} must be ${typeNames([params.type].flat())}${suchAs(schema)}.`,
  enum: explainChoice,
  const: ({ name, params }) =>
    `${name} can only be ${JSON.stringify(params.allowedValue)}. Leave it out otherwise.`,
  pattern: ({ schema }) => schema.patternErrorMessage,
  minLength: ({ name }) => `${name} must not be empty.`,
  maxLength: ({ name, params }) => `${name} must not have more than ${params.limit} characters.`,
  minItems: ({ name }) => `${name} must not be empty. Add one.`,
  maxItems: ({ name, params }) => `${name} must not have more than ${params.limit} items.`,
  minProperties: ({ name, schema }) => `${name} must have ${choiceOf(schema)}.`,
  maxProperties: ({ name, schema }) => `${name} must have only one of ${choiceOf(schema)}.`,
  minimum: ({ name, params }) => `${name} must be at least ${params.limit}.`,
  maximum: ({ name, params }) => `${name} must be at most ${params.limit}.`,
  exclusiveMinimum: ({ name, params }) => `${name} must be above ${params.limit}.`,
  exclusiveMaximum: ({ name, params }) => `${name} must be below ${params.limit}.`,
};

function explainUnknown({ thing, params, schema }: FormError): string {
  const known = Object.keys(schema.properties ?? {});
  const meant = nearestName(`${params.additionalProperty}`, known);
  const advice = meant ? `Did you mean "${meant}"?` : `It can have ${quoted(known, 'and')}.`;
  return `${thing} has no setting of this name. ${advice}`;
}

function explainChoice({ name, params, written }: FormError): string {
  const meant = typeof written === 'string' ? nearestName(written, params.allowedValues) : undefined;
  return `${name} must be ${quoted(params.allowedValues, 'or')}.${meant ? ` Did you mean "${meant}"?` : ''}`;
}

const things: Readonly<Record<string, string>> = { cases: 'A case', models: 'A model', model: 'A model' };

function thingAt(path: JSONPath): string | undefined {
  const last = path.at(-1);
  return things[`${typeof last === 'number' ? path.at(-2) : last}`];
}

function nameOf(path: JSONPath, root: string): string {
  const last = path.at(-1);
  if (last === undefined) return root;
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

function suchAs({ examples, default: value }: FormError['schema']): string {
  const example = examples?.[0] ?? value;
  return example === undefined ? '' : `, such as ${JSON.stringify(example)}`;
}

function choiceOf({ properties = {} }: FormError['schema']): string {
  return quoted(Object.keys(properties), 'or');
}

function quoted(names: readonly string[], and: 'and' | 'or'): string {
  const texts = names.map((name) => `"${name}"`);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${and} ${texts.at(-1)}`;
}
