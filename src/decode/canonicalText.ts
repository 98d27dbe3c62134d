import { isObject } from '../base/shape';
import type { JsonObject } from './json';

/** One text for all JSON values that say the same to a model. */
export interface CanonicalText {
  readonly text: string;
  /** Whether a mark for a cache was left out. */
  readonly isMarked: boolean;
}

/**
 * Members whose value is data of the program's or the model's. A server writes it into the prompt as it is, so that
 * another order of its members is another prompt to its cache; that of all other members is the client's own affair.
 */
const dataMembers = new Set([
  'input',
  'args',
  'arguments',
  'parameters',
  'input_schema',
  'inputSchema',
  'parametersJsonSchema',
  'schema',
  'response',
  'json',
  'data',
]);

/** Anthropic's mark, which others have taken over, is a member of what it marks. */
const markMember = 'cache_control';

/**
 * Writes a value down much as JSON text, the same for all ways to say the same: without marks for a cache, without members
 * that are null, members sorted where their order says nothing, and a single block of text as its text, since a client
 * must make a block of a text to mark it.
 * @throws RangeError when it is nested too deeply
 */
export function canonicalTextOf(value: unknown): CanonicalText {
  let isMarked = false;

  const write = (one: unknown): string => {
    if (Array.isArray(one)) return writeList(one);
    return isObject(one) ? writeObject(one) : JSON.stringify(one);
  };

  const writeList = (list: readonly unknown[]): string => {
    const blocks = list.filter((block) => !isCachePoint(block));
    isMarked ||= blocks.length < list.length;
    const [first] = blocks;
    return blocks.length === 1 && isTextBlock(first)
      ? write(textBlockOf(first))
      : `[${blocks.map(write).join()}]`;
  };

  /** Of a block of text nothing is left but its text; that of the mark on it is. */
  const textBlockOf = (block: JsonObject): unknown => {
    isMarked ||= isSet(block[markMember]);
    return block.text;
  };

  const writeObject = (object: JsonObject): string => {
    let members = '';
    for (const name of Object.keys(object).sort()) {
      const member = object[name];
      if (!isSet(member)) continue;
      if (name === markMember) isMarked = true;
      else members += `${nameText(name)}:${dataMembers.has(name) ? JSON.stringify(member) : write(member)},`;
    }
    return `{${members}}`;
  };

  const text = write(isTextBlock(value) ? textBlockOf(value) : value);
  return { text, isMarked };
}

/** Writing a string down as JSON takes longer than to see that a name is a plain one. */
function nameText(name: string): string {
  return /^\w+$/.test(name) ? `"${name}"` : JSON.stringify(name);
}

/** Bedrock's mark is an element of its own behind what it marks. */
export function isCachePoint(block: unknown): boolean {
  return isObject(block) && isObject(block.cachePoint);
}

const textTypes = new Set(['text', 'input_text', undefined]);
const textBlockMembers = new Set(['type', 'text', markMember]);

function isTextBlock(block: unknown): block is JsonObject {
  if (!isObject(block) || typeof block.text !== 'string') return false;
  const isPlain = Object.keys(block).every((name) => textBlockMembers.has(name) || !isSet(block[name]));
  return isPlain && textTypes.has(block.type as string | undefined);
}

function isSet(member: unknown): boolean {
  return member !== undefined && member !== null;
}
