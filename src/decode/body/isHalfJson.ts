const quote = 0x22;
const backslash = 0x5c;
const openers = new Set([0x5b, 0x7b]);
const closers = new Set([0x5d, 0x7d]);

/** Whether a JSON text breaks off before its last bracket is closed. Only for texts that are known not to parse. */
export function isHalfJson(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) inString = !inString;
    else if (inString && code === backslash) at += 1;
    else if (!inString && openers.has(code)) depth += 1;
    else if (!inString && closers.has(code)) depth -= 1;
  }
  return depth > 0;
}
