import { memoiseByIdentity } from '../base/memoise';

/** Definitions that were looked for in a file, by name and line. */
const known = memoiseByIdentity((_: readonly string[]) => new Map<string, number | undefined>());

/**
 * The line on which the function that a line is in was defined: of those of its name the next one above that the line is
 * indented in. Undefined where none is written as people write one, in a line of its own.
 * @param lines of the file
 * @param line 1-based, as the answer
 * @param name as the runtime tells it: `execute`, `Tool.execute`, `Tool.run [as execute]`
 */
export function findDefinition(lines: readonly string[], line: number, name: string): number | undefined {
  const own = /([\w$]+)(?: \[as .*\])?$/.exec(name)?.[1];
  if (own === undefined) return undefined;
  const [found, key] = [known(lines), `${own} ${line}`];
  if (!found.has(key)) found.set(key, lookUp(lines, line, own));
  return found.get(key);
}

function lookUp(lines: readonly string[], line: number, name: string): number | undefined {
  const depth = indentOf(lines[line - 1] ?? '');
  for (let above = line; above > 0; above--) {
    const text = lines[above - 1] ?? '';
    const isAround = above === line || indentOf(text) < depth;
    if (isAround && text.includes(name) && defines(text, name)) return above;
  }
  return undefined;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** A call is none: a method's parameters are followed by its body. */
function defines(text: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  const isFunction = new RegExp(`\\b(function\\s*\\*?|def)\\s+${escaped}\\b`);
  const isValue = new RegExp(`(?<![\\w$.])${escaped}\\s*[:=]\\s*(async\\b|function\\b|\\(|[\\w$]+\\s*=>)`);
  const isMethod = new RegExp(
    `^\\s*((public|private|protected|static|override|async)\\s+|[*#])*${escaped}\\s*\\(.*\\).*\\{`,
  );
  return isFunction.test(text) || isValue.test(text) || isMethod.test(text);
}
