/** A short run of letters or digits, or one other character, each with the space before it; or a lone space. */
const tokenPattern = /\s?[\p{L}\p{N}]{1,7}|\s?[^\s\p{L}\p{N}]|\s/gu;

/**
 * Splits a text into the simulator's tokens. Joined, they give the text back; their number is near that of a real
 * tokenizer for English prose.
 */
export function splitTokens(text: string): string[] {
  return text.match(tokenPattern) ?? [];
}

/** The number of tokens of a text. */
export function countTokens(text: string): number {
  return splitTokens(text).length;
}
