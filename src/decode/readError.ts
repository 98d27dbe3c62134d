import { isObject } from '../base/shape';
import type { WireError } from './answer/answer';
import { clip } from './clip';
import { type JsonObject, listOf, numberOf, objectOf, textOf } from './json';
import { maxErrorChars } from './limits';

/**
 * The error that a message or document reports in its member `error`: an object (OpenAI, Anthropic, Gemini) or a
 * sentence (TGI, xAI, Ollama). Undefined when it reports none.
 */
export function readError(message: JsonObject): WireError | undefined {
  const { error } = message;
  if (isObject(error)) return errorOf(error);
  if (typeof error !== 'string' || error === '') return undefined;
  return toError(typeOf(message) || textOf(message.error_type), error);
}

/**
 * The error that a body with HTTP status >= 400 stands for. Besides those of `readError` it may have any of the shapes
 * that frameworks give theirs: `{message}`, `{detail}`, a list of one.
 */
export function readErrorBody(body: unknown): WireError | undefined {
  const document = Array.isArray(body) ? objectOf(body[0]) : objectOf(body);
  const reported = readError(document);
  if (reported) return reported;
  const own = errorOf(document);
  if (own.message !== '') return own;
  const detail = detailOf(document.detail);
  return detail === '' ? undefined : toError(typeOf(document), detail);
}

/** The error that an object is, rather than holds. */
export function errorOf(error: JsonObject): WireError {
  return toError(typeOf(error), textOf(error.message));
}

/** A sentence of a provider, fit to be shown and stored: on one line, cut, without what looks like a credential. */
export function toError(type: string, message: string): WireError {
  const line = message
    .slice(0, 10 * maxErrorChars)
    .replace(/\s+/g, ' ')
    .trim();
  const clean = line.replace(credential, '[removed]');
  const isLong = clean.length > maxErrorChars;
  return { type: clip(type), message: isLong ? `${clean.slice(0, maxErrorChars - 1)}…` : clean };
}

/** Servers like to repeat the key that they refuse. */
const credential = /\b(?:bearer\s+\S+|(?:sk|pk|gsk|xai|hf|r8|pplx|fw|AIza|AKIA)[-_]?[\w*.-]{12,})/gi;

/**
 * What kind of error it is. A code in words (`rate_limit_exceeded`) says more than the type above it (`tokens`); one in
 * digits repeats the HTTP status.
 */
function typeOf(error: JsonObject): string {
  const code = textOf(error.code);
  if (code !== '' && numberOf(code) === undefined) return code;
  const type = textOf(error.type);
  if (type !== '') return type;
  return textOf(error.status) || String(numberOf(error.code) ?? '');
}

/** FastAPI's `detail`: a sentence, or a list of complaints of which each has its own. */
function detailOf(detail: unknown): string {
  if (typeof detail === 'string') return detail;
  const complaints = listOf(detail).map((one) => textOf(objectOf(one).msg));
  return complaints.filter((sentence) => sentence !== '').join('; ') || textOf(objectOf(detail).message);
}
