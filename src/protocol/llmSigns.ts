import type { WireStyleId } from './wireStyles';

/** Characters of a request's beginning and end, and of an answer's beginning, that are looked at. */
export const signChars = { head: 8192, tail: 2048, answer: 8192 } as const;

/** What a body says about whether it belongs to a model call. */
export interface Signs {
  /**
   * `yes`: nothing else looks like this. `maybe`: other APIs have such bodies too. `no`: no sign of a model call.
   */
  readonly verdict: 'yes' | 'maybe' | 'no';
  /** The style it is most likely of. */
  readonly style?: WireStyleId;
}

export interface RequestSigns extends Signs {
  /** Whether it names a model. */
  readonly named: boolean;
}

/**
 * Reads a request's body by its beginning and its end, without parsing it.
 * @param head its first characters
 * @param tail its last characters, where clients put short members behind long ones; empty when `head` is all
 */
export function readRequestSigns(head: string, tail: string): RequestSigns {
  const members = readMembers(head);
  if (!members || members.has('jsonrpc')) return { verdict: 'no', named: false };
  const has = (name: string) => members.has(name) || hasMember(tail, name);
  const startsWith = (name: string, member: string) => startsWithObjectOf(members.get(name) ?? '', member);
  const named = modelNames.some((name) => /^"[^"]/.test(members.get(name) ?? '') || hasText(tail, name));
  if (startsWith('contents', 'parts')) return { verdict: 'yes', style: 'gemini.generate', named };
  const style = inputStyles.find(([name]) => has(name))?.[1];
  if (style === 'openai.chat' && startsWith('messages', 'role')) {
    const isAnthropic = has('anthropic_version') || (has('max_tokens') && has('system'));
    const spoken = isAnthropic ? 'anthropic.messages' : style;
    return { verdict: named ? 'yes' : 'maybe', style: spoken, named };
  }
  return { verdict: style && (named || options.some(has)) ? 'maybe' : 'no', style, named };
}

/** Members that name a model. */
const modelNames = ['model', 'model_id', 'modelId'];

/** Members that hold what a model is to answer, with the style that has them. */
const inputStyles: readonly (readonly [string, WireStyleId])[] = [
  ['messages', 'openai.chat'],
  ['input', 'openai.responses'],
  ['prompt', 'openai.completions'],
  ['inputs', 'tgi.generate'],
  ['contents', 'gemini.generate'],
  ['input_prefix', 'llamacpp.native'],
];

/** Members that say how a model is to answer. */
const options = [
  ...['max_tokens', 'max_new_tokens', 'n_predict', 'temperature', 'top_p', 'parameters'],
  'input_suffix',
];

/**
 * Reads an answer's body by its beginning.
 * @param text its first characters, plain
 */
export function readAnswerSigns(text: string): Signs {
  const style = answerStyles.find(([, signs]) => signs.every((sign) => sign.test(text)))?.[0];
  return style ? { verdict: 'yes', style } : { verdict: 'no' };
}

/** What the first messages of a stream, or the beginning of a document, hold in each style. */
const answerStyles: readonly (readonly [WireStyleId, readonly RegExp[]])[] = [
  ['openai.chat', [/"object"\s*:\s*"chat\.completion(\.chunk)?"/]],
  ['openai.completions', [/"object"\s*:\s*"text_completion"/]],
  ['openai.responses', [/"type"\s*:\s*"response\.[a-z_]+/]],
  ['openai.responses', [/"object"\s*:\s*"response"/]],
  ['anthropic.messages', [/"type"\s*:\s*"message_start"/]],
  ['anthropic.messages', [/"type"\s*:\s*"message"/, /"role"\s*:\s*"assistant"/]],
  ['gemini.generate', [/"candidates"\s*:\s*\[/, /"content"|"finishReason"|"usageMetadata"/]],
  ['gemini.generate', [/"promptFeedback"\s*:/]],
  ['gemini.interactions', [/"event_type"\s*:\s*"interaction\./]],
  ['openai.embeddings', [/"object"\s*:\s*"embedding"/]],
  // Names in the headers of an AWS event stream's frames, with the length of their values before those.
  ['bedrock.converse', [/:event-type.{3}(messageStart|contentBlockDelta)/s]],
  ['bedrock.invoke', [/:event-type.{3}chunk/s]],
  ['lmstudio.chat', [/"type"\s*:\s*"chat\.start"/]],
  ['lmstudio.chat', [/"model_instance_id"\s*:/, /"output"\s*:\s*\[/]],
  ['cohere.v1', [/"event_type"\s*:\s*"stream-start"/]],
  ['cohere.v1', [/"generation_id"\s*:/, /"text"\s*:/]],
  ['cohere.v2', [/"type"\s*:\s*"message-start"/]],
  ['cohere.v2', [/"finish_reason"\s*:\s*"[A-Z_]+"/, /"message"\s*:\s*\{/]],
  ['ollama.chat', [/"done"\s*:\s*(true|false)/, /"message"\s*:\s*\{/]],
  ['ollama.generate', [/"done"\s*:\s*(true|false)/, /"response"\s*:\s*"/]],
  ['tgi.generate', [/"generated_text"\s*:/]],
  ['llamacpp.native', [/"content"\s*:\s*"/, /"stop"\s*:\s*(true|false)/]],
  ['openai.chat', [/"choices"\s*:\s*\[/, /"(delta|message)"\s*:\s*\{/]],
  ['openai.completions', [/"choices"\s*:\s*\[/, /"text"\s*:\s*"/]],
];

/**
 * The members of the outermost object in a text that may break off anywhere, with the beginnings of their values.
 * Undefined when the text is no object.
 */
function readMembers(text: string): Map<string, string> | undefined {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined;
  const members = new Map<string, string>();
  let depth = 0;
  for (const { 0: word, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    depth += depthChange(word);
    if (depth === 0) break;
    if (depth === 1 && word.startsWith('"')) noteMember(members, text, index, word);
  }
  return members;
}

function depthChange(word: string): number {
  if (word === '{' || word === '[') return 1;
  return word === '}' || word === ']' ? -1 : 0;
}

/** A string that a colon follows is a name. */
function noteMember(members: Map<string, string>, text: string, index: number, word: string): void {
  const rest = text.slice(index + word.length, index + word.length + longestBeginning).trimStart();
  if (rest.startsWith(':')) members.set(word.slice(1, -1), rest.slice(1).trimStart());
}

const longestBeginning = 400;

/** `[{ … "role": …`, whatever comes first in the object. */
function startsWithObjectOf(value: string, member: string): boolean {
  return new RegExp(`^\\[\\s*\\{[\\s\\S]*?"${member}"\\s*:`).test(value);
}

function hasMember(tail: string, name: string): boolean {
  return new RegExp(`(^|[^\\\\])"${name}"\\s*:`).test(tail);
}

function hasText(tail: string, name: string): boolean {
  return new RegExp(`(^|[^\\\\])"${name}"\\s*:\\s*"[^"]`).test(tail);
}
