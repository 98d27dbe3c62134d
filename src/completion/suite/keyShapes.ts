/**
 * Keys of well-known services, and tokens: how they begin, long enough and with digits enough to be no example. Keys of
 * other services have no shape by which they could be told.
 */
export const KEY_SHAPES =
  /\b(?:(?:sk|pk|rk|gsk|xai|r8|hf|nvapi|csk|fw|pplx|tgp|ghp|gho|ghs|glpat|github_pat)[-_]|Bearer +)(?=[A-Za-z_.~+/-]*\d[A-Za-z_.~+/-]*\d)[\w.~+/-]{15,}\w|\bAIza[\w-]{30,}|\bAKIA[A-Z0-9]{16}\b|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g;

/** A text without the keys in it that can be told by their shape. */
export function hideKeys(text: string): string {
  return text.replace(KEY_SHAPES, '…');
}
